// SPDX-License-Identifier: Apache-2.0
package io.kitty.multicast.devices;

import io.kitty.device.DeviceId;
import io.kitty.discovery.DiscoveryContext;
import io.kitty.discovery.NetworkLink;
import io.kitty.multicast.GroupSender;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/** Tells of devices by one context, a few at a time, so that there is never a burst. */
final class PacedSender {

  private static final Duration PACE = Duration.ofMillis(50);

  private final DiscoveryContext context;
  private final GroupSender outlet;
  private final int rate;
  private final LongSupplier nanos;
  private final InstantSource clock;
  private final AnnouncementSchedule round;
  private boolean going;
  private boolean ended;

  /**
   * @param rate the most packets a second on each interface
   * @param period from one packet about a device to its next
   * @param nanos the monotonic time
   * @param clock the time that is told
   */
  PacedSender(
      DiscoveryContext context,
      GroupSender outlet,
      int rate,
      Duration period,
      LongSupplier nanos,
      InstantSource clock) {
    this.context = context;
    this.outlet = outlet;
    this.rate = rate;
    this.nanos = nanos;
    this.clock = clock;
    this.round = new AnnouncementSchedule(period);
  }

  /** Begins with those that are known. */
  synchronized void begin(Map<DeviceId, DeviceAnnouncement> known) {
    known.forEach(round::put);
    goOn(Duration.ZERO);
  }

  synchronized void put(DeviceId id, DeviceAnnouncement portrait) {
    round.put(id, portrait);
    goOn(Duration.ZERO);
  }

  synchronized void remove(DeviceId id) {
    round.remove(id);
  }

  synchronized void end() {
    ended = true;
  }

  private void goOn(Duration delay) {
    if (!going && !ended && round.due(nanos.getAsLong()).isPresent()) {
      going = true;
      context.schedule(delay, this::publish);
    }
  }

  /** As many as the pace allows; a rate below the pace is kept by longer pauses. */
  private synchronized void publish() {
    going = false;
    if (ended) {
      return;
    }
    long most = Math.max(1, Math.round(rate * (PACE.toMillis() / 1000.0)));
    int told = 0;
    for (Optional<DeviceAnnouncement> next = next(told, most);
        next.isPresent();
        next = next(told, most)) {
      byte[] packet = next.get().packet(clock.instant());
      for (NetworkLink link : context.links()) {
        outlet.send(packet, link);
      }
      told++;
    }
    long pause = Math.max(PACE.toNanos(), told * 1_000_000_000L / rate);
    long now = nanos.getAsLong();
    OptionalLong due = round.due(now);
    goOn(Duration.ofNanos(Math.max(pause, due.orElse(now) - now)));
  }

  private Optional<DeviceAnnouncement> next(int told, long most) {
    return told < most ? round.next(nanos.getAsLong()) : Optional.empty();
  }
}
