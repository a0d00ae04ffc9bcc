// SPDX-License-Identifier: Apache-2.0
package io.kitty.multicast.receiver;

import io.kitty.multicast.message.PayloadFingerprint;
import java.net.InetAddress;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A service that is announced again and again. Guarded by the cache that holds it. */
final class CachedService {

  /**
   * The fields by which a sender's service is recognised; they stay the same from packet to packet.
   */
  record ServiceKey(InetAddress source, String type, String name, String addr) {}

  /** Sender and payload, without the volatile fields. */
  static final class PayloadKey {
    private final InetAddress source;
    private final byte[] fingerprint;
    private final int hash;

    PayloadKey(InetAddress source, byte[] payload) {
      this.source = source;
      this.fingerprint = PayloadFingerprint.of(payload);
      this.hash = Arrays.hashCode(fingerprint);
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof PayloadKey payloadKey
          && hash == payloadKey.hash
          && Arrays.equals(fingerprint, payloadKey.fingerprint)
          && source.equals(payloadKey.source);
    }

    @Override
    public int hashCode() {
      return hash;
    }
  }

  /** The minimum time between two reports of changes of one service. */
  private static final long MIN_CHANGE_INTERVAL_NANOS = 1_000_000_000L;

  final ServiceKey serviceKey;
  final ServiceEndpoint endpoint;
  private PayloadKey payloadKey;
  private int contentHash;
  private long lastSeen;
  private long reportedAt;
  private int reportedHash;
  private boolean everReported;

  CachedService(
      ServiceKey serviceKey,
      ServiceEndpoint endpoint,
      PayloadKey payloadKey,
      int contentHash,
      long now) {
    this.serviceKey = serviceKey;
    this.endpoint = endpoint;
    this.payloadKey = payloadKey;
    this.contentHash = contentHash;
    this.lastSeen = now;
  }

  /** Returns the last payload. */
  PayloadKey payloadKey() {
    return payloadKey;
  }

  /** Returns when the last packet was received. */
  long lastSeen() {
    return lastSeen;
  }

  /** Records a packet with the same payload. */
  void refresh(long now) {
    lastSeen = now;
  }

  /** Records a packet with another payload. */
  void refresh(PayloadKey now, int contentHash, long at) {
    this.payloadKey = now;
    this.contentHash = contentHash;
    this.lastSeen = at;
  }

  /**
   * Returns whether a report to the hub is due, and if so marks it as done: the first one, one
   * about a change, and one after each third of the lifetime.
   */
  boolean takeReportDue(long now, long interval) {
    long since = now - reportedAt;
    boolean changed = contentHash != reportedHash && since >= MIN_CHANGE_INTERVAL_NANOS;
    if (everReported && !changed && since < interval) {
      return false;
    }
    everReported = true;
    reportedAt = now;
    reportedHash = contentHash;
    return true;
  }

  /**
   * Returns the sighting key: what identifies the service, regardless of the sender of its packets.
   */
  String sightingKey() {
    return serviceKey.type() + "|" + serviceKey.name() + "|" + endpoint.hostPort();
  }
}
