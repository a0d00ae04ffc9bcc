// SPDX-License-Identifier: Apache-2.0
package io.kitty.core.json;

import com.fasterxml.jackson.core.JsonGenerator;
import io.kitty.device.DepartureReason;
import io.kitty.inventory.History;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.OptionalDouble;

/** Writes the history of a device. The names are a public contract. */
final class HistoryJson {

  private static final int DECIMALS = 3;

  private HistoryJson() {}

  static void write(JsonGenerator json, History history) throws IOException {
    json.writeStartObject();
    DeviceJson.time(json, "from", history.from());
    DeviceJson.time(json, "to", history.to());
    DeviceJson.time(json, "since", history.since());
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
      json.writeNumber(DeviceJson.seconds(span.from()));
      json.writeNumber(DeviceJson.seconds(span.to()));
      json.writeEndArray();
    }
    json.writeEndArray();
  }

  /** Writes an event; {@code time} repeats {@code at} for older clients. */
  private static void write(JsonGenerator json, History.Event event) throws IOException {
    json.writeStartObject();
    DeviceJson.time(json, "at", event.at());
    DeviceJson.time(json, "time", event.at());
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
