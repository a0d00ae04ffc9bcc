// SPDX-License-Identifier: Apache-2.0
package io.kitty.web;

import io.kitty.hub.History;
import io.kitty.hub.Hub;
import java.util.List;
import org.eclipse.jetty.http.HttpStatus;

/** The resource {@code /devices/{id}/history}. */
final class HistoryResource {

  private final DevicesResource devices;
  private final Hub hub;

  HistoryResource(DevicesResource devices, Hub hub) {
    this.devices = devices;
    this.hub = hub;
  }

  void show(Exchange exchange, List<String> variables) {
    History history = hub.history(devices.find(variables.get(0)).id());
    exchange.json(HttpStatus.OK_200, text(history));
  }

  private static String text(History history) {
    return Json.text(
        json -> {
          json.writeStartObject();
          Json.time(json, "from", history.from());
          Json.time(json, "to", history.to());
          json.writeArrayFieldStart("presence");
          for (History.Span span : history.presence()) {
            json.writeStartArray();
            json.writeNumber(Json.seconds(span.from()));
            json.writeNumber(Json.seconds(span.to()));
            json.writeEndArray();
          }
          json.writeEndArray();
          json.writeArrayFieldStart("events");
          for (History.Event event : history.events()) {
            json.writeStartObject();
            Json.time(json, "time", event.at());
            json.writeStringField("event", event.word());
            json.writeStringField("text", event.text());
            json.writeEndObject();
          }
          json.writeEndArray();
          json.writeEndObject();
        });
  }
}
