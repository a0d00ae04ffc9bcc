// SPDX-License-Identifier: Apache-2.0
package io.kitty.multicast;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/**
 * What this process publishes: the names of those who do, and what they sent lately, so that the
 * listener knows it again. Any thread.
 */
@Component(service = OwnPublications.class)
public final class OwnPublications {

  /** The name of the one who listens; no publisher has it. */
  public static final String LISTENER = "listener";

  /** The name of the one who announces devices; no other publisher has it. */
  public static final String DEVICES = "devices";

  /** A group gives a packet back within a fraction of that. */
  private static final Duration LATELY = Duration.ofSeconds(5);

  private static final int MAX_PAYLOADS = 20_000;

  private final LongSupplier nanos;
  private final Set<String> names = new HashSet<>(Set.of(LISTENER, DEVICES));
  private final Map<ByteBuffer, Long> sent = new LinkedHashMap<>();

  @Activate
  public OwnPublications() {
    this(System::nanoTime);
  }

  /**
   * @param nanos the monotonic time
   */
  public OwnPublications(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /** Takes a name; false if somebody has it. */
  public boolean take(String name) {
    synchronized (names) {
      return names.add(name);
    }
  }

  /** Gives a name back. */
  public void release(String name) {
    synchronized (names) {
      names.remove(name);
    }
  }

  /** Remembers what is about to be sent. */
  public void remember(byte[] payload) {
    synchronized (sent) {
      ByteBuffer key = ByteBuffer.wrap(payload);
      sent.remove(key);
      sent.put(key, nanos.getAsLong());
      forgetOld();
    }
  }

  private void forgetOld() {
    long since = nanos.getAsLong() - LATELY.toNanos();
    Iterator<Long> times = sent.values().iterator();
    while (times.hasNext() && (times.next() - since < 0 || sent.size() > MAX_PAYLOADS)) {
      times.remove();
    }
  }

  /** Whether this was sent lately. */
  boolean sent(byte[] payload) {
    synchronized (sent) {
      Long time = sent.isEmpty() ? null : sent.get(ByteBuffer.wrap(payload));
      return time != null && nanos.getAsLong() - time <= LATELY.toNanos();
    }
  }
}
