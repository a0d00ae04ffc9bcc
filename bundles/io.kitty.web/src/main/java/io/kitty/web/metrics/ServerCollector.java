// SPDX-License-Identifier: Apache-2.0
package io.kitty.web.metrics;

import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.List;
import java.util.Map;

/** Metrics of the web server. */
final class ServerCollector {

  /** The module id of the server. */
  static final String MODULE = "web";

  private ServerCollector() {}

  /**
   * @param responses the number of responses by status
   * @param counters the other counters
   */
  static List<MetricSnapshot> of(Map<Integer, Long> responses, Map<String, Long> counters) {
    MetricFamily requests =
        new MetricFamily("kitty_http_requests", "Requests, by the status of the answer", "code");
    responses.forEach((status, count) -> requests.add(count, Integer.toString(status)));
    return List.of(
        requests.counter(),
        counter(
            counters,
            "accept_failures",
            "kitty_http_accept_failures",
            "Connections that could not be accepted"),
        counter(counters, "malformed", "kitty_http_malformed", "Requests that are no HTTP"),
        new MetricFamily("kitty_event_stream_clients", "Event streams that are open")
            .add(counters.getOrDefault("event_streams", 0L))
            .gauge(),
        counter(counters, "events", "kitty_event_stream_events", "Events put on the streams"),
        counter(counters, "snapshots", "kitty_event_stream_snapshots", "Snapshots begun"),
        counter(
            counters,
            "lagging",
            "kitty_event_stream_drops",
            "Times that a slow client lost events and got a snapshot instead"),
        counter(
            counters,
            "streams_refused",
            "kitty_event_stream_refusals",
            "Event streams refused because too many were open"));
  }

  private static MetricSnapshot counter(
      Map<String, Long> counters, String counter, String name, String help) {
    return new MetricFamily(name, help).add(counters.getOrDefault(counter, 0L)).counter();
  }
}
