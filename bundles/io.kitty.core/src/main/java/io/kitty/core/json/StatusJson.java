// SPDX-License-Identifier: Apache-2.0
package io.kitty.core.json;

import com.fasterxml.jackson.core.JsonGenerator;
import io.kitty.hub.Health;
import io.kitty.hub.ModuleStatus;
import io.kitty.hub.ModuleStatus.InterfaceStatus;
import io.kitty.hub.ModuleStatus.Progress;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;

/** Writes the health of the hub and the status of its modules. The names are a public contract. */
final class StatusJson {

  private StatusJson() {}

  static void write(JsonGenerator json, Health health) throws IOException {
    json.writeStartObject();
    json.writeStringField("status", lower(health.status()));
    if (!health.version().isEmpty()) {
      json.writeStringField("version", health.version());
    }
    json.writeArrayFieldStart("reasons");
    for (String reason : health.reasons()) {
      json.writeString(reason);
    }
    json.writeEndArray();
    for (Map.Entry<String, Boolean> module : health.modules().entrySet()) {
      json.writeBooleanField(module.getKey(), module.getValue());
    }
    json.writeEndObject();
  }

  static void write(JsonGenerator json, ModuleStatus status) throws IOException {
    json.writeStartObject();
    json.writeStringField("id", status.id());
    json.writeBooleanField("protocol", status.protocol());
    json.writeStringField("state", lower(status.state()));
    json.writeStringField("detail", status.detail());
    if (status.lastRun() != null) {
      DeviceJson.time(json, "last_run", status.lastRun());
    }
    if (status.lastDuration() != null) {
      json.writeFieldName("last_duration");
      json.writeNumber(BigDecimal.valueOf(status.lastDuration().toMillis(), 3));
    }
    Progress progress = status.progress();
    if (progress != null) {
      json.writeObjectFieldStart("progress");
      json.writeNumberField("done", progress.done());
      json.writeNumberField("total", progress.total());
      json.writeEndObject();
    }
    if (!status.switchable()) {
      json.writeBooleanField("switchable", false);
    }
    json.writeStringField("last_error", status.lastError());
    json.writeObjectFieldStart("counters");
    for (Map.Entry<String, Long> counter : status.counters().entrySet()) {
      json.writeNumberField(counter.getKey(), counter.getValue());
    }
    json.writeEndObject();
    json.writeArrayFieldStart("interfaces");
    for (InterfaceStatus each : status.interfaces()) {
      write(json, each);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, InterfaceStatus status) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", status.name());
    json.writeStringField("state", lower(status.state()));
    json.writeNumberField("packets_in", status.packetsIn());
    json.writeNumberField("packets_out", status.packetsOut());
    json.writeNumberField("sightings", status.sightings());
    json.writeStringField("last_error", status.lastError());
    json.writeStringField("hint", status.hint());
    json.writeEndObject();
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
