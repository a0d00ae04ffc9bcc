// SPDX-License-Identifier: Apache-2.0
package io.kitty.multicast.counters;

import io.kitty.announce.AnnouncementMetrics;
import io.kitty.announce.AnnouncementStats;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/** Counts packets. Any thread. */
public final class PacketCounters implements AnnouncementStats {

  private final String name;
  private final LongSupplier services;
  private final LongSupplier nanos;
  private final LongAdder packetsSent = new LongAdder();
  private final LongAdder packetsReceived = new LongAdder();
  private final LongAdder bytesSent = new LongAdder();
  private final LongAdder bytesReceived = new LongAdder();
  private final LongAdder errors = new LongAdder();
  private volatile long start;

  /**
   * @param services the number of services that are live now
   * @param nanos the monotonic time
   */
  public PacketCounters(String name, LongSupplier services, LongSupplier nanos) {
    this.name = name;
    this.services = services;
    this.nanos = nanos;
    this.start = nanos.getAsLong();
  }

  /** Counts a sent packet. */
  public void sent(int bytes) {
    packetsSent.increment();
    bytesSent.add(bytes);
  }

  /** Counts a received packet. */
  public void received(int bytes) {
    packetsReceived.increment();
    bytesReceived.add(bytes);
  }

  /** Counts a packet that could not be sent or parsed. */
  public void failed() {
    errors.increment();
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public AnnouncementMetrics metrics() {
    double uptime = (nanos.getAsLong() - start) / 1e9;
    long sent = packetsSent.sum();
    long received = packetsReceived.sum();
    return new AnnouncementMetrics(
        sent,
        received,
        bytesSent.sum(),
        bytesReceived.sum(),
        errors.sum(),
        services.getAsLong(),
        uptime,
        uptime > 0 ? (sent + received) / uptime : 0);
  }

  @Override
  public void reset() {
    packetsSent.reset();
    packetsReceived.reset();
    bytesSent.reset();
    bytesReceived.reset();
    errors.reset();
    start = nanos.getAsLong();
  }
}
