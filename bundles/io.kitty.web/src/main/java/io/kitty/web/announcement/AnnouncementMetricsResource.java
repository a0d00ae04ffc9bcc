// SPDX-License-Identifier: Apache-2.0
package io.kitty.web.announcement;

import com.fasterxml.jackson.core.JsonGenerator;
import io.kitty.announce.AnnouncementMetrics;
import io.kitty.announce.AnnouncementStats;
import io.kitty.web.http.HttpExchange;
import io.kitty.web.http.Json;
import io.kitty.web.http.Problem;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpStatus;

/**
 * The resources under {@code /announcements/metrics}: counters of the publishers and of the
 * listener. The names are those of py-vault-multicast.
 */
public final class AnnouncementMetricsResource {

  private final Supplier<List<AnnouncementStats>> stats;

  public AnnouncementMetricsResource(Supplier<List<AnnouncementStats>> stats) {
    this.stats = stats;
  }

  public void list(HttpExchange exchange, List<String> variables) {
    exchange.json(HttpStatus.OK_200, json(stats.get()));
  }

  public void resetAll(HttpExchange exchange, List<String> variables) {
    resetAndShow(exchange, stats.get());
  }

  public void reset(HttpExchange exchange, List<String> variables) {
    String name = HttpExchange.decode(variables.get(0));
    List<AnnouncementStats> found =
        stats.get().stream().filter(each -> each.name().equals(name)).toList();
    if (found.isEmpty()) {
      throw new Problem(
          HttpStatus.NOT_FOUND_404,
          "there is no publisher " + name + "; GET /announcements/metrics lists them");
    }
    resetAndShow(exchange, found);
  }

  /** Resets counters and returns them. */
  private static void resetAndShow(HttpExchange exchange, List<AnnouncementStats> selected) {
    selected.forEach(AnnouncementStats::reset);
    exchange.json(HttpStatus.OK_200, json(selected));
  }

  private static String json(List<AnnouncementStats> stats) {
    List<AnnouncementStats> sorted =
        stats.stream().sorted(Comparator.comparing(AnnouncementStats::name)).toList();
    return Json.text(
        json -> {
          json.writeStartArray();
          for (AnnouncementStats each : sorted) {
            write(json, each.name(), each.metrics());
          }
          json.writeEndArray();
        });
  }

  private static void write(JsonGenerator json, String name, AnnouncementMetrics metrics)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("name", name);
    json.writeNumberField("packets_sent", metrics.packetsSent());
    json.writeNumberField("packets_received", metrics.packetsReceived());
    json.writeNumberField("bytes_sent", metrics.bytesSent());
    json.writeNumberField("bytes_received", metrics.bytesReceived());
    json.writeNumberField("errors", metrics.errors());
    json.writeNumberField("active_services", metrics.activeServices());
    json.writeNumberField("uptime_seconds", metrics.uptimeSeconds());
    json.writeNumberField("packets_per_second", metrics.packetsPerSecond());
    json.writeEndObject();
  }
}
