// SPDX-License-Identifier: Apache-2.0
package io.kitty.creality;

import com.fasterxml.jackson.databind.JsonNode;
import io.kitty.commons.json.JsonAnswer;
import io.kitty.commons.poll.StateAnswer;
import io.kitty.device.Fact;
import io.kitty.state.DeviceStatus;
import io.kitty.state.Heater;
import io.kitty.state.MachineState;
import org.jspecify.annotations.Nullable;

/** The values of a Creality printer (ha_creality_ws). Numbers come as numbers or as text. */
final class CrealityStatus {

  private static final int IDLE = 0;
  private static final int PRINTING = 1;
  private static final int STOPPED = 4;
  private static final int PAUSED = 5;

  private CrealityStatus() {}

  /** Returns whether the status and the progress are among the values. */
  static boolean isComplete(JsonNode values) {
    return values.has("state") && (values.has("printProgress") || values.has("dProgress"));
  }

  static StateAnswer read(JsonNode values) {
    DeviceStatus status = status(values);
    return StateAnswer.of(
        status,
        sighting ->
            sighting
                .fact(Fact.MODEL_CODE, JsonAnswer.text(values.path("model")))
                .attribute("model", JsonAnswer.text(values.path("model")))
                .attribute("state", values.path("state").asText())
                .attribute("device_state", values.path("deviceState").asText())
                .state(state(values, status)));
  }

  /** Returns the status; null while an idle printer does something else than printing. */
  private static @Nullable DeviceStatus status(JsonNode values) {
    return switch (values.path("state").asInt(-1)) {
      case PRINTING -> DeviceStatus.RUNNING;
      case PAUSED -> DeviceStatus.PAUSED;
      case STOPPED -> DeviceStatus.STOPPED;
      case IDLE -> values.path("deviceState").asInt(IDLE) == IDLE ? DeviceStatus.IDLE : null;
      default -> null;
    };
  }

  /** Returns the readings; those of a job only during it, as the printer keeps its last file. */
  private static MachineState state(JsonNode values, @Nullable DeviceStatus status) {
    MachineState.Builder state = MachineState.builder();
    if (status == DeviceStatus.RUNNING || status == DeviceStatus.PAUSED) {
      String file = JsonAnswer.text(values.path("printFileName"));
      state
          .job(file.substring(file.lastIndexOf('/') + 1))
          .progress(progress(values))
          .elapsed(number(values, "printJobTime"))
          .remaining(number(values, "printLeftTime"))
          .layer(values.path("layer").asLong(-1), values.path("TotalLayer").asLong());
    }
    temperature(state, Heater.NOZZLE, values, "nozzleTemp", "targetNozzleTemp");
    temperature(state, Heater.BED, values, "bedTemp0", "targetBedTemp0");
    temperature(state, Heater.CHAMBER, values, "boxTemp", "targetBoxTemp");
    int error = values.path("err").path("errcode").asInt();
    return state.error(error == 0 ? "" : Integer.toString(error), "").build();
  }

  private static double progress(JsonNode values) {
    return number(values, values.has("printProgress") ? "printProgress" : "dProgress") / 100;
  }

  private static void temperature(
      MachineState.Builder state, Heater heater, JsonNode values, String value, String target) {
    state.temperature(heater, number(values, value), number(values, target));
  }

  private static double number(JsonNode values, String name) {
    JsonNode value = values.path(name);
    return value.isNumber() || value.isTextual() ? value.asDouble(Double.NaN) : Double.NaN;
  }
}
