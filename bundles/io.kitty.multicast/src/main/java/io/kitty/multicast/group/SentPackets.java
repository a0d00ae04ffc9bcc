// SPDX-License-Identifier: Apache-2.0
package io.kitty.multicast.group;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/**
 * The packets that this process has sent recently, so that the receiver recognises their loopback
 * copies. Any thread.
 */
@Component(service = SentPackets.class)
public final class SentPackets {

  /** A group loops a packet back within a fraction of this time. */
  private static final Duration LIFETIME = Duration.ofSeconds(5);

  private static final int MAX_PACKETS = 20_000;

  private final LongSupplier nanos;
  private final Map<ByteBuffer, Long> sent = new LinkedHashMap<>();

  @Activate
  public SentPackets() {
    this(System::nanoTime);
  }

  /**
   * @param nanos the monotonic time
   */
  public SentPackets(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /** Records a payload that is about to be sent. */
  public synchronized void record(byte[] payload) {
    ByteBuffer key = ByteBuffer.wrap(payload);
    sent.remove(key);
    sent.put(key, nanos.getAsLong());
    removeExpired();
  }

  private void removeExpired() {
    long since = nanos.getAsLong() - LIFETIME.toNanos();
    Iterator<Long> times = sent.values().iterator();
    while (times.hasNext() && (times.next() - since < 0 || sent.size() > MAX_PACKETS)) {
      times.remove();
    }
  }

  /** Returns whether this payload was sent recently. */
  public synchronized boolean contains(byte[] payload) {
    Long time = sent.isEmpty() ? null : sent.get(ByteBuffer.wrap(payload));
    return time != null && nanos.getAsLong() - time <= LIFETIME.toNanos();
  }
}
