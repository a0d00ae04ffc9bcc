// SPDX-License-Identifier: Apache-2.0
package io.kitty.core.model;

import io.kitty.device.Departure;
import io.kitty.device.DepartureReason;
import io.kitty.device.Device;
import io.kitty.device.Fact;
import io.kitty.device.Identifier.Mac;
import io.kitty.device.Sighting;
import io.kitty.device.Source;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** Keeps the working set within its bounds: refuses what is too much, or lets older things go. */
final class CapacityLimiter {

  /** How many addresses of one thing are known. */
  static final int MAX_PLACES = 32;

  /** How many things of one protocol are known at one address. */
  static final int MAX_AT_ADDRESS = 256;

  /** One in so many goes at a time, so that a flood does not sort all devices for each datagram. */
  private static final int SHARE = 100;

  /** What has been seen for longer than this is no passer-by. */
  private static final Duration ESTABLISHED = Duration.ofMinutes(5);

  private final NewcomerRateLimiter ration = new NewcomerRateLimiter();
  private final LongAdder refused = new LongAdder();
  private final ModelLimits limits;
  private final EvidenceTable things;
  private final EvidenceIndex index;
  private final DeviceTable catalogue;
  private final DeviceGrouper grouper;

  CapacityLimiter(
      ModelLimits limits,
      EvidenceTable things,
      EvidenceIndex index,
      DeviceTable catalogue,
      DeviceGrouper grouper) {
    this.limits = limits;
    this.things = things;
    this.index = index;
    this.catalogue = catalogue;
    this.grouper = grouper;
  }

  /**
   * Whether something that is not known at its address yet may come in. What answers the hub's own
   * questions is not rationed, nor what another hub vouches for.
   *
   * @param mac the hardware address behind it; null where unknown
   */
  boolean admitsNew(Source source, Sighting sighting, @Nullable Mac mac, Timestamp now) {
    SightingKey thing = new SightingKey(source.id(), sighting.key());
    Departure why = new Departure(DepartureReason.EXPIRED, now.wall());
    List<TrackedEvidence> places = things.places(thing);
    boolean rationed = !source.authority().presenceOnly() && !source.relayed();
    boolean admitted =
        (!rationed
                || ration.admits(thing, sighting.endpoint(), mac, !places.isEmpty(), now.nanos()))
            && admits(source.id(), why)
            && hasRoom(places, MAX_PLACES, why)
            && hasRoom(
                ofSource(source.id(), index.at(sighting.endpoint().address())),
                MAX_AT_ADDRESS,
                why);
    if (!admitted) {
      refused.increment();
    }
    return admitted;
  }

  /** How many were not admitted. Any thread. */
  long refused() {
    return refused.sum();
  }

  /** Whether something more of this protocol may be live. */
  boolean admits(String source, Departure why) {
    if (things.countLive(source) >= limits.keysPerProtocol()) {
      return false;
    }
    if (isFull()) {
      expendable().forEach(device -> grouper.forget(device.id(), why));
    }
    return !isFull();
  }

  private boolean isFull() {
    return catalogue.size() >= limits.devices() || things.bytes() >= limits.bytes();
  }

  /**
   * The devices to give up when there are too many: passers-by first, then anonymous ones, then
   * those that have been silent longest; those that people said something of come last. One that
   * has been there for a while and still is makes no room for newcomers.
   */
  private List<Device> expendable() {
    return catalogue.devices().stream()
        .filter(device -> !device.present() || !isEstablished(device))
        .sorted(
            Comparator.comparing(CapacityLimiter::isAnnotated)
                .thenComparing(CapacityLimiter::isEstablished)
                .thenComparing(device -> !device.identifiers().isEmpty())
                .thenComparing(Device::lastSeen))
        .limit(Math.max(1, catalogue.size() / SHARE))
        .toList();
  }

  private static boolean isAnnotated(Device device) {
    return device.facts().keySet().stream().anyMatch(Fact::byUser);
  }

  private static boolean isEstablished(Device device) {
    return device.firstSeen().plus(ESTABLISHED).isBefore(device.lastSeen());
  }

  /** Whether one more fits in; what has been silent longest makes room if it has ended. */
  private boolean hasRoom(Collection<TrackedEvidence> crowd, int most, Departure why) {
    if (crowd.size() < most) {
      return true;
    }
    Optional<TrackedEvidence> oldest =
        crowd.stream()
            .filter(entry -> !entry.live())
            .min(Comparator.comparing(entry -> entry.evidence.lastSeen()));
    oldest.ifPresent(entry -> grouper.evict(entry, why));
    return oldest.isPresent();
  }

  private static Collection<TrackedEvidence> ofSource(
      String source, Collection<TrackedEvidence> entries) {
    return entries.size() < MAX_AT_ADDRESS
        ? entries
        : entries.stream().filter(entry -> entry.thing.source().equals(source)).toList();
  }
}
