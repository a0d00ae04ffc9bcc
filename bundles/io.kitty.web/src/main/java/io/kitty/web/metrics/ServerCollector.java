// SPDX-License-Identifier: Apache-2.0
package io.kitty.web.metrics;

import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.List;
import java.util.Map;

/** What the web server counts. */
final class ServerCollector {

  /** The module of the server. */
  static final String MODULE = "web";

  private ServerCollector() {}

  /**
   * @param answers how many requests were answered with each status
   * @param counts the other counts
   */
  static List<MetricSnapshot> of(Map<Integer, Long> answers, Map<String, Long> counts) {
    MetricFamily requests =
        new MetricFamily("kitty_http_requests", "Requests, by the status of the answer", "code");
    answers.forEach((status, count) -> requests.add(count, Integer.toString(status)));
    return List.of(
        requests.counter(),
        counter(
            counts,
            "accept_failures",
            "kitty_http_accept_failures",
            "Connections that could not be accepted"),
        counter(counts, "malformed", "kitty_http_malformed", "Requests that are no HTTP"),
        new MetricFamily("kitty_event_stream_clients", "Event streams that are open")
            .add(counts.getOrDefault("event_streams", 0L))
            .gauge(),
        counter(counts, "events", "kitty_event_stream_events", "Events put on the streams"),
        counter(counts, "snapshots", "kitty_event_stream_snapshots", "Snapshots begun"),
        counter(
            counts,
            "lagging",
            "kitty_event_stream_drops",
            "Times that a slow client lost events and got a snapshot instead"),
        counter(
            counts,
            "streams_refused",
            "kitty_event_stream_refusals",
            "Event streams refused because too many were open"));
  }

  private static MetricSnapshot counter(
      Map<String, Long> counts, String counter, String name, String help) {
    return new MetricFamily(name, help).add(counts.getOrDefault(counter, 0L)).counter();
  }
}
