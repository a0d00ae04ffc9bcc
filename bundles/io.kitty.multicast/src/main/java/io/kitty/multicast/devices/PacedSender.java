// SPDX-License-Identifier: Apache-2.0
package io.kitty.multicast.devices;

import io.kitty.discovery.DiscoveryContext;
import io.kitty.discovery.NetworkLink;
import io.kitty.identifier.DeviceId;
import io.kitty.multicast.group.GroupSender;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/** Sends the announcements of devices with one context, a few at a time, to avoid bursts. */
final class PacedSender {

  private static final Duration TICK = Duration.ofMillis(50);

  private final DiscoveryContext context;
  private final GroupSender groupSender;
  private final int rate;
  private final LongSupplier nanos;
  private final InstantSource clock;
  private final AnnouncementSchedule schedule;
  private boolean scheduled;
  private boolean closed;

  /**
   * @param rate the maximum packets per second on each interface
   * @param period the time between two packets about a device
   * @param nanos the monotonic time
   * @param clock the time stamped into packets
   */
  PacedSender(
      DiscoveryContext context,
      GroupSender groupSender,
      int rate,
      Duration period,
      LongSupplier nanos,
      InstantSource clock) {
    this.context = context;
    this.groupSender = groupSender;
    this.rate = rate;
    this.nanos = nanos;
    this.clock = clock;
    this.schedule = new AnnouncementSchedule(period);
  }

  /** Starts with the known devices. */
  synchronized void start(Map<DeviceId, DeviceAnnouncement> known) {
    known.forEach(schedule::put);
    scheduleNext(Duration.ZERO);
  }

  synchronized void put(DeviceId id, DeviceAnnouncement announcement) {
    schedule.put(id, announcement);
    scheduleNext(Duration.ZERO);
  }

  synchronized void remove(DeviceId id) {
    schedule.remove(id);
  }

  synchronized void close() {
    closed = true;
  }

  private void scheduleNext(Duration delay) {
    if (!scheduled && !closed && schedule.due(nanos.getAsLong()).isPresent()) {
      scheduled = true;
      context.schedule(delay, this::publish);
    }
  }

  /** Sends as many as one tick allows; a rate below one packet per tick gets longer pauses. */
  private synchronized void publish() {
    scheduled = false;
    if (closed) {
      return;
    }
    long maxPackets = Math.max(1, Math.round(rate * (TICK.toMillis() / 1000.0)));
    int sent = 0;
    for (Optional<DeviceAnnouncement> next = next(sent, maxPackets);
        next.isPresent();
        next = next(sent, maxPackets)) {
      byte[] packet = next.get().packet(clock.instant());
      for (NetworkLink link : context.links()) {
        groupSender.send(packet, link);
      }
      sent++;
    }
    long pause = Math.max(TICK.toNanos(), sent * 1_000_000_000L / rate);
    long now = nanos.getAsLong();
    OptionalLong due = schedule.due(now);
    scheduleNext(Duration.ofNanos(Math.max(pause, due.orElse(now) - now)));
  }

  private Optional<DeviceAnnouncement> next(int sent, long maxPackets) {
    return sent < maxPackets ? schedule.next(nanos.getAsLong()) : Optional.empty();
  }
}
