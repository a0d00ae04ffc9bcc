// SPDX-License-Identifier: Apache-2.0
package io.kitty.core;

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
 * What providers reported and the pipeline has yet to take in: bounded, fair and never old.
 *
 * <p>Each protocol and interface has two lanes, one for what is known already and one for what is
 * new; the lanes take turns, so that a flood in one keeps nobody else waiting. Of one key at one
 * address only the latest report counts. When there is too much, the oldest of the fullest lane of
 * new things is dropped; a report that has waited too long is dropped as well, since a machine that
 * is there speaks again. Any thread.
 */
final class SightingQueue {

  /** The weight of reports that may wait, a plain one being 1. */
  static final int MAX_WEIGHT = 1 << 16;

  /** The weight that may wait in a lane of what is new. */
  static final int MAX_NEW = 1 << 13;

  /** What has waited longer is dropped. In ns. */
  static final long MAX_AGE = 10_000_000_000L;

  /**
   * What a provider reported.
   *
   * @param sighting null for a goodbye
   * @param nanos when it did, in monotonic time
   */
  record Report(
      Source source, String key, InetAddress address, @Nullable Sighting sighting, long nanos) {

    /** What a report takes of the memory that waiting ones may have. */
    int weight() {
      return sighting == null
          ? 1
          : 1 + sighting.services().size() + sighting.attributes().size() / 4;
    }

    private boolean claimed() {
      return sighting != null && sighting.via() != null;
    }

    private String interfaceName() {
      return sighting == null ? "" : sighting.endpoint().interfaceName();
    }
  }

  private record Subject(String source, String key, InetAddress address) {}

  private record LaneId(String source, String interfaceName, boolean known) {}

  private static final class Lane {
    final LaneId id;
    final Map<Subject, Report> reports = new LinkedHashMap<>();
    int weight;

    Lane(LaneId id) {
      this.id = id;
    }
  }

  private final Predicate<Report> known;
  private final LongSupplier clock;
  private final Map<LaneId, Lane> lanes = new LinkedHashMap<>();
  private final Map<Subject, Lane> waiting = new HashMap<>();
  private int weight;
  private long dropped;

  /**
   * @param known whether what is reported is known at that address already; any thread
   * @param clock monotonic time in ns
   */
  SightingQueue(Predicate<Report> known, LongSupplier clock) {
    this.known = known;
    this.clock = clock;
  }

  /** Adds a report; false if it was dropped. */
  boolean add(Report report) {
    LaneId id = new LaneId(report.source().id(), report.interfaceName(), known.test(report));
    Subject subject = new Subject(report.source().id(), report.key(), report.address());
    synchronized (this) {
      Lane before = waiting.get(subject);
      if (before != null) {
        Report earlier = Objects.requireNonNull(before.reports.get(subject));
        if (report.claimed() && !earlier.claimed()) {
          return true; // what a machine says itself counts more than what another one says of it
        }
        if (!before.id.equals(id)) {
          remove(before, subject);
        }
      }
      Lane lane = lanes.computeIfAbsent(id, Lane::new);
      put(lane, subject, report);
      while (!id.known() && lane.weight > MAX_NEW) {
        dropOldest(lane);
      }
      while (weight > MAX_WEIGHT) {
        dropOldest(fullest());
      }
      return lane.reports.get(subject) == report;
    }
  }

  /** Takes the next report; null if none waits. */
  synchronized @Nullable Report poll() {
    long oldest = clock.getAsLong() - MAX_AGE;
    while (!lanes.isEmpty()) {
      Lane lane = lanes.values().iterator().next();
      Report report = takeOldest(lane);
      if (lanes.remove(lane.id, lane)) {
        lanes.put(lane.id, lane); // its next turn comes after that of all others
      }
      if (report.nanos() - oldest >= 0) {
        return report;
      }
      dropped++;
    }
    return null;
  }

  /** Drops what waits of a protocol. */
  synchronized void clear(String source) {
    waiting.keySet().removeIf(subject -> subject.source().equals(source));
    lanes.values().stream()
        .filter(lane -> lane.id.source().equals(source))
        .forEach(lane -> weight -= lane.weight);
    lanes.keySet().removeIf(lane -> lane.source().equals(source));
  }

  /** The weight of what waits. */
  synchronized int weight() {
    return weight;
  }

  /** How many reports were dropped so far. */
  synchronized long dropped() {
    return dropped;
  }

  synchronized boolean isEmpty() {
    return lanes.isEmpty();
  }

  /** The lane of new things with the most in it; of known ones, if there is nothing new. */
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

  private void put(Lane lane, Subject subject, Report report) {
    Report earlier = lane.reports.put(subject, report);
    waiting.put(subject, lane);
    grow(lane, report.weight() - (earlier == null ? 0 : earlier.weight()));
  }

  private Report remove(Lane lane, Subject subject) {
    Report report = Objects.requireNonNull(lane.reports.remove(subject));
    waiting.remove(subject);
    grow(lane, -report.weight());
    if (lane.reports.isEmpty()) {
      lanes.remove(lane.id);
    }
    return report;
  }

  private void grow(Lane lane, int more) {
    lane.weight += more;
    weight += more;
  }
}
