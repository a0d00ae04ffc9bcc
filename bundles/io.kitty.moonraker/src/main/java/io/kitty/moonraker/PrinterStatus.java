// SPDX-License-Identifier: Apache-2.0
package io.kitty.moonraker;

import static io.kitty.commons.json.JsonAnswer.number;
import static io.kitty.commons.json.JsonAnswer.text;

import com.fasterxml.jackson.databind.JsonNode;
import io.kitty.commons.json.JsonAnswer;
import io.kitty.commons.poll.StateAnswer;
import io.kitty.http.DeviceResponse;
import io.kitty.state.DeviceStatus;
import io.kitty.state.Heater;
import io.kitty.state.MachineState;
import java.util.Map;

/**
 * What Moonraker says of a printer (Moonraker, "Query printer object status"; Klipper, "Status
 * reference": {@code webhooks}, {@code print_stats}, {@code display_status}).
 */
final class PrinterStatus {

  private static final Map<String, DeviceStatus> STATES =
      Map.of(
          "standby",
          DeviceStatus.IDLE,
          "printing",
          DeviceStatus.RUNNING,
          "paused",
          DeviceStatus.PAUSED,
          "complete",
          DeviceStatus.FINISHED,
          "cancelled",
          DeviceStatus.STOPPED,
          "error",
          DeviceStatus.ERROR);

  private static final Map<String, DeviceStatus> KLIPPER_STATES =
      Map.of(
          "startup",
          DeviceStatus.PREPARING,
          "shutdown",
          DeviceStatus.OFFLINE,
          "error",
          DeviceStatus.ERROR,
          "disconnected",
          DeviceStatus.OFFLINE);

  /** What Moonraker answers while Klipper is not connected to it. */
  private static final int UNAVAILABLE = 503;

  private PrinterStatus() {}

  /**
   * Reads a response.
   *
   * @throws IllegalArgumentException if Moonraker did not send it
   */
  static StateAnswer of(DeviceResponse response) {
    JsonNode answer = JsonAnswer.of(response);
    if (response.status() == UNAVAILABLE && answer.path("error").path("code").canConvertToInt()) {
      return StateAnswer.of(DeviceStatus.OFFLINE, sighting -> {});
    }
    JsonNode status = answer.path("result").path("status");
    if (response.status() != 200 || !status.isObject()) {
      throw new IllegalArgumentException("no status of a printer");
    }
    String klipper = text(status.path("webhooks").path("state"));
    String state = text(status.path("print_stats").path("state"));
    return StateAnswer.of(
        KLIPPER_STATES.getOrDefault(klipper, STATES.get(state)),
        sighting ->
            sighting.attribute("klipper", klipper).attribute("state", state).state(state(status)));
  }

  private static MachineState state(JsonNode status) {
    JsonNode job = status.path("print_stats");
    JsonNode layers = job.path("info");
    MachineState.Builder state = MachineState.builder();
    if (!text(job.path("filename")).isEmpty()) {
      state
          .job(text(job.path("filename")))
          .progress(number(status.path("display_status").path("progress")))
          .elapsed(number(job.path("print_duration")))
          .layer(layers.path("current_layer").asLong(-1), layers.path("total_layer").asLong(0));
    }
    temperature(state, Heater.NOZZLE, status.path("extruder"));
    temperature(state, Heater.BED, status.path("heater_bed"));
    return state.error("", error(status)).build();
  }

  private static void temperature(MachineState.Builder state, Heater heater, JsonNode node) {
    state.temperature(heater, number(node.path("temperature")), number(node.path("target")));
  }

  /** Returns what Klipper says of its own error, else of that of the job. */
  private static String error(JsonNode status) {
    JsonNode klipper = status.path("webhooks");
    if (KLIPPER_STATES.containsKey(text(klipper.path("state")))) {
      return text(klipper.path("state_message"));
    }
    JsonNode job = status.path("print_stats");
    return text(job.path("state")).equals("error") ? text(job.path("message")) : "";
  }
}
