// SPDX-License-Identifier: Apache-2.0
package io.kitty.web;

import java.util.Map;
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

  /** Event streams that are open now. */
  final AtomicInteger streams = new AtomicInteger();

  Map<String, Long> values() {
    return Map.of(
        "requests", requests.sum(),
        "problems", problems.sum(),
        "events", events.sum(),
        "snapshots", snapshots.sum(),
        "event_streams", (long) streams.get());
  }
}
