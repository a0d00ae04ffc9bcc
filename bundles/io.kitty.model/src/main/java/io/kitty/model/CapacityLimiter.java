// SPDX-License-Identifier: Apache-2.0
package io.kitty.model;

import io.kitty.device.Departure;
import io.kitty.device.DepartureReason;
import io.kitty.device.Device;
import io.kitty.device.Fact;
import io.kitty.device.Sighting;
import io.kitty.device.Source;
import io.kitty.identifier.Identifier.Mac;
import io.kitty.model.device.DeviceTable;
import io.kitty.model.evidence.EvidenceTable;
import io.kitty.model.evidence.SightingKey;
import io.kitty.model.evidence.Timestamp;
import io.kitty.model.evidence.TrackedEvidence;
import io.kitty.model.identity.EvidenceIndex;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** Keeps the working set within its limits: rejects new evidence, or evicts older devices. */
final class CapacityLimiter {

  /** The maximum number of addresses under one sighting key. */
  static final int MAX_PLACES = 32;

  /** The maximum number of sighting keys of one protocol at one address. */
  static final int MAX_AT_ADDRESS = 256;

  /**
   * The fraction of devices evicted at a time is 1 / SHARE, so that a flood does not sort all
   * devices for each datagram.
   */
  private static final int SHARE = 100;

  /** A device seen for longer than this is not evicted while it is present. */
  private static final Duration ESTABLISHED = Duration.ofMinutes(5);

  /** How long it is told that there was no room; longer than from one sweep to the next. */
  private static final Duration TOLD = Duration.ofMinutes(5);

  private final NewcomerRateLimiter newcomerLimiter = new NewcomerRateLimiter();
  private final LongAdder refused = new LongAdder();
  private final ModelLimits limits;
  private final EvidenceTable table;
  private final EvidenceIndex index;
  private final DeviceTable deviceTable;
  private final DeviceGrouper grouper;
  private volatile long shortUntil = System.nanoTime();

  CapacityLimiter(
      ModelLimits limits,
      EvidenceTable table,
      EvidenceIndex index,
      DeviceTable deviceTable,
      DeviceGrouper grouper) {
    this.limits = limits;
    this.table = table;
    this.index = index;
    this.deviceTable = deviceTable;
    this.grouper = grouper;
  }

  /**
   * Returns whether evidence that is new at its address is admitted. Replies to the hub's own
   * probes are not rate-limited, nor is relayed evidence.
   *
   * @param mac the hardware address of the sender; null if unknown
   */
  boolean admitsNew(Source source, Sighting sighting, @Nullable Mac mac, Timestamp now) {
    SightingKey key = new SightingKey(source.id(), sighting.key());
    Departure cause = new Departure(DepartureReason.EXPIRED, now.wall());
    List<TrackedEvidence> places = table.places(key);
    boolean rateLimited = !source.authority().presenceOnly() && !source.relayed();
    boolean admitted =
        (!rateLimited
                || newcomerLimiter.admits(
                    key, sighting.endpoint(), mac, !places.isEmpty(), now.nanos()))
            && admits(source.id(), cause)
            && hasRoom(places, MAX_PLACES, cause)
            && hasRoom(
                ofSource(source.id(), index.at(sighting.endpoint().address())),
                MAX_AT_ADDRESS,
                cause);
    if (!admitted) {
      refused.increment();
    }
    return admitted;
  }

  /** Returns the number of rejected sightings. Thread-safe. */
  long refused() {
    return refused.sum();
  }

  /** Returns whether the protocol may have one more piece of live evidence. */
  boolean admits(String source, Departure cause) {
    if (table.countLive(source) >= limits.keysPerProtocol()) {
      return false;
    }
    if (isFull()) {
      List<Device> evicted = evictionCandidates();
      evicted.forEach(device -> grouper.forget(device.id(), cause));
      if (isFull() || evicted.stream().anyMatch(Device::present)) {
        shortUntil = System.nanoTime() + TOLD.toNanos();
      }
    }
    return !isFull();
  }

  /**
   * Returns which limit a device that is present was refused or evicted for in the last minutes,
   * for people; {@code ""} if none was. Thread-safe.
   */
  String problem() {
    if (shortUntil - System.nanoTime() <= 0) {
      return "";
    }
    int devices = deviceTable.size();
    return devices >= limits.devices() - 2 * limits.devices() / SHARE
        ? "%d devices are known, as many as devices.max allows".formatted(devices)
        : "%d devices are known, as many as the memory holds: the heap (JAVA_OPTS=-Xmx) is too small"
            .formatted(devices);
  }

  private boolean isFull() {
    return deviceTable.size() >= limits.devices() || table.bytes() >= limits.bytes();
  }

  /**
   * Returns the devices to evict: transient ones first, then anonymous ones, then those not seen
   * for the longest time; annotated ones last. A device that has been present for a while and still
   * is does not make room for new ones.
   */
  private List<Device> evictionCandidates() {
    return deviceTable.devices().stream()
        .filter(device -> !device.present() || !isEstablished(device))
        .sorted(
            Comparator.comparing(CapacityLimiter::isAnnotated)
                .thenComparing(CapacityLimiter::isEstablished)
                .thenComparing(device -> !device.identifiers().isEmpty())
                .thenComparing(Device::lastSeen))
        .limit(Math.max(1, deviceTable.size() / SHARE))
        .toList();
  }

  private static boolean isAnnotated(Device device) {
    return device.facts().keySet().stream().anyMatch(Fact::byUser);
  }

  private static boolean isEstablished(Device device) {
    return device.firstSeen().plus(ESTABLISHED).isBefore(device.lastSeen());
  }

  /** Returns whether one more fits in; evicts the oldest ended evidence if necessary. */
  private boolean hasRoom(Collection<TrackedEvidence> existing, int max, Departure cause) {
    if (existing.size() < max) {
      return true;
    }
    Optional<TrackedEvidence> oldest =
        existing.stream()
            .filter(entry -> !entry.live())
            .min(Comparator.comparing(entry -> entry.evidence().lastSeen()));
    oldest.ifPresent(entry -> grouper.evict(entry, cause));
    return oldest.isPresent();
  }

  private static Collection<TrackedEvidence> ofSource(
      String source, Collection<TrackedEvidence> entries) {
    return entries.size() < MAX_AT_ADDRESS
        ? entries
        : entries.stream().filter(entry -> entry.key.source().equals(source)).toList();
  }
}
