// SPDX-License-Identifier: Apache-2.0
package io.kitty.web;

import com.fasterxml.jackson.core.JsonGenerator;
import io.kitty.announce.AnnouncementMetrics;
import io.kitty.announce.AnnouncementStats;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpStatus;

/**
 * The resources under {@code /announcements/metrics}: what publishers of announcements send and the
 * listener hears. The names are those of py-vault-multicast.
 */
final class AnnouncementMetricsResource {

  private final Supplier<List<AnnouncementStats>> meters;

  AnnouncementMetricsResource(Supplier<List<AnnouncementStats>> meters) {
    this.meters = meters;
  }

  void list(HttpExchange exchange, List<String> variables) {
    exchange.json(HttpStatus.OK_200, json(meters.get()));
  }

  void resetAll(HttpExchange exchange, List<String> variables) {
    anew(exchange, meters.get());
  }

  void reset(HttpExchange exchange, List<String> variables) {
    String name = HttpExchange.decode(variables.get(0));
    List<AnnouncementStats> found =
        meters.get().stream().filter(meter -> meter.name().equals(name)).toList();
    if (found.isEmpty()) {
      throw new Problem(
          HttpStatus.NOT_FOUND_404,
          "there is no publisher " + name + "; GET /announcements/metrics lists them");
    }
    anew(exchange, found);
  }

  /** Begins to count anew, and shows that. */
  private static void anew(HttpExchange exchange, List<AnnouncementStats> some) {
    some.forEach(AnnouncementStats::reset);
    exchange.json(HttpStatus.OK_200, json(some));
  }

  private static String json(List<AnnouncementStats> meters) {
    List<AnnouncementStats> sorted =
        meters.stream().sorted(Comparator.comparing(AnnouncementStats::name)).toList();
    return Json.text(
        json -> {
          json.writeStartArray();
          for (AnnouncementStats meter : sorted) {
            write(json, meter.name(), meter.metrics());
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
