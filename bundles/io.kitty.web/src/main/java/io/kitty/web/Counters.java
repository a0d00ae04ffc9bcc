// SPDX-License-Identifier: Apache-2.0
package io.kitty.web;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** What the web server counts over its bundle's life. Any thread. */
final class Counters {

  /** Requests that reached the router. */
  final LongAdder requests = new LongAdder();

  /** Answers that were problem documents. */
  final LongAdder problems = new LongAdder();

  /** Events that were put on the streams. */
  final LongAdder events = new LongAdder();

  /** Snapshots that were begun. */
  final LongAdder snapshots = new LongAdder();

  /** Times that a client was too slow for the events and got a snapshot instead. */
  final LongAdder lagging = new LongAdder();

  /** Event streams that were refused, because too many were open. */
  final LongAdder streamsRefused = new LongAdder();

  /** Event streams that are open now. */
  final AtomicInteger streams = new AtomicInteger();

  private final Map<Integer, LongAdder> answers = new ConcurrentHashMap<>();

  /** Counts an answer. */
  void answered(int status) {
    answers.computeIfAbsent(status, code -> new LongAdder()).increment();
  }

  /** How many answers there were, by their status. */
  Map<Integer, Long> answers() {
    Map<Integer, Long> sums = new TreeMap<>();
    answers.forEach((status, count) -> sums.put(status, count.sum()));
    return sums;
  }

  Map<String, Long> values() {
    return Map.of(
        "requests", requests.sum(),
        "problems", problems.sum(),
        "events", events.sum(),
        "snapshots", snapshots.sum(),
        "lagging", lagging.sum(),
        "streams_refused", streamsRefused.sum(),
        "event_streams", (long) streams.get());
  }
}
