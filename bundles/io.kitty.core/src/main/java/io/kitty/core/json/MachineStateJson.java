// SPDX-License-Identifier: Apache-2.0
package io.kitty.core.json;

import com.fasterxml.jackson.core.JsonGenerator;
import io.kitty.state.Heater;
import io.kitty.state.Job;
import io.kitty.state.MachineError;
import io.kitty.state.MachineState;
import io.kitty.state.Temperature;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes what a machine is doing, as members of its device; what is unknown is absent. */
final class MachineStateJson {

  private MachineStateJson() {}

  /** Writes {@code job}, {@code temperatures} and {@code error}. */
  static void members(JsonGenerator json, MachineState state) throws IOException {
    if (state.job() != null) {
      write(json, state.job());
    }
    if (!state.temperatures().isEmpty()) {
      write(json, state.temperatures());
    }
    if (state.error() != null) {
      write(json, state.error());
    }
  }

  private static void write(JsonGenerator json, Job job) throws IOException {
    json.writeObjectFieldStart("job");
    text(json, "name", job.name());
    if (job.progress() != null) {
      json.writeNumberField("progress", job.progress());
    }
    number(json, "elapsed", job.elapsed());
    number(json, "remaining", job.remaining());
    number(json, "layer", job.layer());
    number(json, "layers", job.layers());
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, Map<Heater, Temperature> temperatures)
      throws IOException {
    json.writeObjectFieldStart("temperatures");
    for (Map.Entry<Heater, Temperature> each : temperatures.entrySet()) {
      json.writeObjectFieldStart(each.getKey().member());
      json.writeNumberField("value", each.getValue().value());
      Double target = each.getValue().target();
      if (target != null) {
        json.writeNumberField("target", target);
      }
      json.writeEndObject();
    }
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, MachineError error) throws IOException {
    json.writeObjectFieldStart("error");
    text(json, "code", error.code());
    text(json, "text", error.text());
    json.writeEndObject();
  }

  private static void text(JsonGenerator json, String name, String value) throws IOException {
    if (!value.isEmpty()) {
      json.writeStringField(name, value);
    }
  }

  private static void number(JsonGenerator json, String name, @Nullable Number value)
      throws IOException {
    if (value != null) {
      json.writeNumberField(name, value.longValue());
    }
  }
}
