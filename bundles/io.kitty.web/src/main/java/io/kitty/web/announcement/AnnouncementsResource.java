// SPDX-License-Identifier: Apache-2.0
package io.kitty.web.announcement;

import com.fasterxml.jackson.core.JsonGenerator;
import io.kitty.announce.AnnouncedService;
import io.kitty.hub.Hub;
import io.kitty.web.http.HttpExchange;
import io.kitty.web.http.Json;
import io.kitty.web.http.Parameters;
import java.io.IOException;
import java.util.List;
import org.eclipse.jetty.http.HttpStatus;

/** The resource {@code /announcements}: the services that other programs announce. */
public final class AnnouncementsResource {

  private static final String TYPE = "type";

  private final Hub hub;

  public AnnouncementsResource(Hub hub) {
    this.hub = hub;
  }

  private static void write(JsonGenerator json, AnnouncedService each) throws IOException {
    json.writeStartObject();
    json.writeStringField(TYPE, each.type());
    json.writeStringField("name", each.name());
    json.writeStringField("host", each.host());
    json.writeNumberField("port", each.port());
    json.writeStringField("source", each.source());
    Json.time(json, "last_seen", each.lastSeen());
    json.writeStringField("device", each.device().id().value());
    json.writeEndObject();
  }

  public void list(HttpExchange exchange, List<String> variables) {
    String typePart = new Parameters(exchange.query()).text(TYPE, "");
    List<AnnouncedService> announced = AnnouncedService.of(hub, typePart);
    exchange.json(
        HttpStatus.OK_200,
        Json.text(
            json -> {
              json.writeStartArray();
              for (AnnouncedService each : announced) {
                write(json, each);
              }
              json.writeEndArray();
            }));
  }
}
