// SPDX-License-Identifier: Apache-2.0
package io.kitty.web;

import com.fasterxml.jackson.core.JsonGenerator;
import io.kitty.device.DepartureReason;
import io.kitty.hub.History;
import io.kitty.hub.Hub;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;
import org.eclipse.jetty.http.HttpStatus;

/** The resource {@code /devices/{id}/history}. */
final class HistoryResource {

  private static final int DECIMALS = 3;

  private final DevicesResource devices;
  private final Hub hub;

  HistoryResource(DevicesResource devices, Hub hub) {
    this.devices = devices;
    this.hub = hub;
  }

  void show(Exchange exchange, List<String> variables) {
    HistoryPeriod period = HistoryPeriod.of(exchange.query(), Instant.now());
    History history = hub.history(devices.find(variables.get(0)).id(), period.from(), period.to());
    exchange.json(HttpStatus.OK_200, Json.text(json -> write(json, history)));
  }

  private static void write(JsonGenerator json, History history) throws IOException {
    json.writeStartObject();
    Json.time(json, "from", history.from());
    Json.time(json, "to", history.to());
    Json.time(json, "since", history.since());
    OptionalDouble uptime = history.uptimePercent();
    if (uptime.isPresent()) {
      json.writeNumberField(
          "uptime_percent",
          BigDecimal.valueOf(uptime.getAsDouble()).setScale(DECIMALS, RoundingMode.HALF_UP));
    } else {
      json.writeNullField("uptime_percent");
    }
    spans(json, "presence", history.presence());
    spans(json, "hub_off", history.hubOff());
    json.writeArrayFieldStart("events");
    for (History.Event event : history.events()) {
      write(json, event);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void spans(JsonGenerator json, String name, List<History.Span> spans)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (History.Span span : spans) {
      json.writeStartArray();
      json.writeNumber(Json.seconds(span.from()));
      json.writeNumber(Json.seconds(span.to()));
      json.writeEndArray();
    }
    json.writeEndArray();
  }

  /** {@code time} says the same as {@code at}, for programs that knew no other. */
  private static void write(JsonGenerator json, History.Event event) throws IOException {
    json.writeStartObject();
    Json.time(json, "at", event.at());
    Json.time(json, "time", event.at());
    json.writeStringField("event", event.word());
    json.writeArrayFieldStart("changes");
    for (History.Change change : event.changes()) {
      json.writeStartObject();
      json.writeStringField("field", change.field());
      json.writeStringField("from", change.from());
      json.writeStringField("to", change.to());
      json.writeEndObject();
    }
    json.writeEndArray();
    DepartureReason reason = event.reason();
    json.writeStringField("reason", reason == null ? null : reason.name());
    json.writeStringField("text", event.text());
    json.writeEndObject();
  }
}
