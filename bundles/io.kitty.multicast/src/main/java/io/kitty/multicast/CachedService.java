// SPDX-License-Identifier: Apache-2.0
package io.kitty.multicast;

import java.net.InetAddress;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A service that is heard again and again. It is guarded by the table that holds it. */
final class CachedService {

  /** What a sender says of itself; it stays the same from packet to packet. */
  record Self(InetAddress source, String type, String name, String addr) {}

  /** What a sender said, but for what is another with each packet. */
  static final class Said {
    private final InetAddress source;
    private final byte[] essence;
    private final int hash;

    Said(InetAddress source, byte[] payload) {
      this.source = source;
      this.essence = PayloadFingerprint.of(payload);
      this.hash = Arrays.hashCode(essence);
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Said said
          && hash == said.hash
          && Arrays.equals(essence, said.essence)
          && source.equals(said.source);
    }

    @Override
    public int hashCode() {
      return hash;
    }
  }

  /** News of one service is told no faster. */
  private static final long PAUSE = 1_000_000_000L;

  final Self self;
  final ServiceEndpoint contact;
  private Said last;
  private int substance;
  private long heardAt;
  private long reportedAt;
  private int reported;
  private boolean everReported;

  CachedService(Self self, ServiceEndpoint contact, Said last, int substance, long now) {
    this.self = self;
    this.contact = contact;
    this.last = last;
    this.substance = substance;
    this.heardAt = now;
  }

  /** What it said last. */
  Said last() {
    return last;
  }

  /** When it was heard last. */
  long heardAt() {
    return heardAt;
  }

  /** It was heard saying the same. */
  void again(long now) {
    heardAt = now;
  }

  /** It was heard saying something else. */
  void again(Said now, int substance, long at) {
    this.last = now;
    this.substance = substance;
    this.heardAt = at;
  }

  /**
   * Whether the hub should be told, and if so takes it for done: for the first time, with something
   * new, and when a third of its lifetime has passed.
   */
  boolean dueAt(long now, long third) {
    long since = now - reportedAt;
    boolean news = substance != reported && since >= PAUSE;
    if (everReported && !news && since < third) {
      return false;
    }
    everReported = true;
    reportedAt = now;
    reported = substance;
    return true;
  }

  /** What tells the service apart, wherever its packets come from. */
  String key() {
    return self.type() + "|" + self.name() + "|" + contact.place();
  }
}
