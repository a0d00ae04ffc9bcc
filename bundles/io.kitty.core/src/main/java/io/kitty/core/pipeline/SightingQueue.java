// SPDX-License-Identifier: Apache-2.0
package io.kitty.core.pipeline;

import io.kitty.device.Sighting;
import io.kitty.device.Source;
import java.net.InetAddress;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The queue of reports from the providers to the pipeline: bounded, fair and never stale.
 *
 * <p>Each protocol and interface has two lanes, one for known sightings and one for new ones; the
 * lanes are served in turn, so that a flood in one does not delay the others. Only the latest
 * report under one key at one address is kept. If there are too many, the oldest in the fullest
 * lane of new sightings is dropped; a report that has waited too long is dropped as well, as a
 * device that is present will be reported again. Thread-safe.
 */
final class SightingQueue {

  /** The maximum weight of all waiting reports, a plain one being 1. */
  static final int MAX_WEIGHT = 1 << 16;

  /** The maximum weight in a lane of new sightings. */
  static final int MAX_NEW = 1 << 13;

  /** The maximum age in ns; older reports are dropped. */
  static final long MAX_AGE = 10_000_000_000L;

  /**
   * A report of a provider.
   *
   * @param sighting null for a goodbye
   * @param nanos when it was reported, monotonic time
   */
  record Report(
      Source source, String key, InetAddress address, @Nullable Sighting sighting, long nanos) {

    /** Returns its share of the queue's memory. */
    int weight() {
      return sighting == null
          ? 1
          : 1 + sighting.services().size() + sighting.attributes().size() / 4;
    }

    private boolean relayedByHost() {
      return sighting != null && sighting.via() != null;
    }

    private String interfaceName() {
      return sighting == null ? "" : sighting.endpoint().interfaceName();
    }
  }

  private record ReportKey(String source, String key, InetAddress address) {}

  private record LaneId(String source, String interfaceName, boolean known) {}

  private static final class Lane {
    final LaneId id;
    final Map<ReportKey, Report> reports = new LinkedHashMap<>();
    int weight;

    Lane(LaneId id) {
      this.id = id;
    }
  }

  private final Predicate<Report> known;
  private final LongSupplier clock;
  private final Map<LaneId, Lane> lanes = new LinkedHashMap<>();
  private final Map<ReportKey, Lane> waiting = new HashMap<>();
  private int weight;
  private long dropped;

  /**
   * @param known returns whether a report is known at that address already; any thread
   * @param clock monotonic time in ns
   */
  SightingQueue(Predicate<Report> known, LongSupplier clock) {
    this.known = known;
    this.clock = clock;
  }

  /** Adds a report; returns false if it was dropped. */
  boolean add(Report report) {
    LaneId id = new LaneId(report.source().id(), report.interfaceName(), known.test(report));
    ReportKey key = new ReportKey(report.source().id(), report.key(), report.address());
    synchronized (this) {
      Lane before = waiting.get(key);
      if (before != null) {
        Report earlier = Objects.requireNonNull(before.reports.get(key));
        if (report.relayedByHost() && !earlier.relayedByHost()) {
          return true; // what a device states itself takes precedence over what others state of it
        }
        if (!before.id.equals(id)) {
          remove(before, key);
        }
      }
      Lane lane = lanes.computeIfAbsent(id, Lane::new);
      put(lane, key, report);
      while (!id.known() && lane.weight > MAX_NEW) {
        dropOldest(lane);
      }
      while (weight > MAX_WEIGHT) {
        dropOldest(fullest());
      }
      return lane.reports.get(key) == report;
    }
  }

  /** Takes the next report; null if none waits. */
  synchronized @Nullable Report poll() {
    long oldest = clock.getAsLong() - MAX_AGE;
    while (!lanes.isEmpty()) {
      Lane lane = lanes.values().iterator().next();
      Report report = takeOldest(lane);
      if (lanes.remove(lane.id, lane)) {
        lanes.put(lane.id, lane); // moves it behind all other lanes
      }
      if (report.nanos() - oldest >= 0) {
        return report;
      }
      dropped++;
    }
    return null;
  }

  /** Drops all waiting reports of a protocol. */
  synchronized void clear(String source) {
    waiting.keySet().removeIf(key -> key.source().equals(source));
    lanes.values().stream()
        .filter(lane -> lane.id.source().equals(source))
        .forEach(lane -> weight -= lane.weight);
    lanes.keySet().removeIf(lane -> lane.source().equals(source));
  }

  /** Returns the weight of all waiting reports. */
  synchronized int weight() {
    return weight;
  }

  /** Returns the number of reports dropped so far. */
  synchronized long dropped() {
    return dropped;
  }

  synchronized boolean isEmpty() {
    return lanes.isEmpty();
  }

  /** Returns the fullest lane of new sightings; of known ones, if there are no new ones. */
  private Lane fullest() {
    return lanes.values().stream()
        .max(
            Comparator.comparing((Lane lane) -> !lane.id.known())
                .thenComparing(lane -> lane.weight))
        .orElseThrow();
  }

  private void dropOldest(Lane lane) {
    takeOldest(lane);
    dropped++;
  }

  private Report takeOldest(Lane lane) {
    return remove(lane, lane.reports.keySet().iterator().next());
  }

  private void put(Lane lane, ReportKey key, Report report) {
    Report earlier = lane.reports.put(key, report);
    waiting.put(key, lane);
    addWeight(lane, report.weight() - (earlier == null ? 0 : earlier.weight()));
  }

  private Report remove(Lane lane, ReportKey key) {
    Report report = Objects.requireNonNull(lane.reports.remove(key));
    waiting.remove(key);
    addWeight(lane, -report.weight());
    if (lane.reports.isEmpty()) {
      lanes.remove(lane.id);
    }
    return report;
  }

  private void addWeight(Lane lane, int more) {
    lane.weight += more;
    weight += more;
  }
}
