// SPDX-License-Identifier: Apache-2.0
package io.kitty.moonraker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.kitty.device.Sighting;
import io.kitty.http.DeviceResponse;
import io.kitty.state.DeviceStatus;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What Moonraker says of a printer (Moonraker, "Query printer object status"; Klipper, "Status
 * reference": {@code webhooks}, {@code print_stats}, {@code display_status}).
 *
 * @param word the status; empty if its words are unknown
 * @param status the objects; an empty one if Klipper is not connected
 */
record PrinterStatus(Optional<DeviceStatus> word, JsonNode status) {

  /** The path and query of the request, after the prefix. */
  static final String PATH =
      "/printer/objects/query?print_stats&display_status&webhooks&extruder&heater_bed";

  private static final Set<DeviceStatus> WORKING =
      EnumSet.of(DeviceStatus.PREPARING, DeviceStatus.RUNNING, DeviceStatus.PAUSED);

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
          DeviceStatus.ERROR,
          "error",
          DeviceStatus.ERROR,
          "disconnected",
          DeviceStatus.OFFLINE);

  /** What Moonraker answers while Klipper is not connected to it. */
  private static final int UNAVAILABLE = 503;

  private static final JsonMapper JSON = new JsonMapper();

  /** Parses a response; empty if Moonraker did not send it. Never throws. */
  static Optional<PrinterStatus> of(DeviceResponse response) {
    JsonNode answer = json(response);
    if (response.status() == UNAVAILABLE && answer.path("error").path("code").canConvertToInt()) {
      return Optional.of(new PrinterStatus(Optional.of(DeviceStatus.OFFLINE), JSON.missingNode()));
    }
    JsonNode status = answer.path("result").path("status");
    if (response.status() != 200 || !status.isObject()) {
      return Optional.empty();
    }
    String klipper = status.path("webhooks").path("state").asText();
    String state = status.path("print_stats").path("state").asText();
    DeviceStatus word = KLIPPER_STATES.getOrDefault(klipper, STATES.get(state));
    return Optional.of(new PrinterStatus(Optional.ofNullable(word), status));
  }

  private static JsonNode json(DeviceResponse response) {
    try {
      return JSON.readTree(response.text());
    } catch (JsonProcessingException e) {
      return JSON.missingNode();
    }
  }

  /** Returns whether the printer has a job that is not finished. */
  boolean working() {
    return word.filter(WORKING::contains).isPresent();
  }

  /** Adds the status to a sighting. What changes all the time is a reading. */
  Sighting addTo(Sighting.Builder sighting) {
    JsonNode job = status.path("print_stats");
    JsonNode layers = job.path("info");
    word.ifPresent(sighting::status);
    return sighting
        .attribute("klipper", text(status.path("webhooks").path("state")))
        .attribute("state", text(job.path("state")))
        .attribute("filename", text(job.path("filename")))
        .reading("progress", number(status.path("display_status").path("progress")))
        .reading("print_duration", number(job.path("print_duration")))
        .reading("current_layer", number(layers.path("current_layer")))
        .reading("total_layer", number(layers.path("total_layer")))
        .reading("extruder", number(status.path("extruder").path("temperature")))
        .reading("extruder_target", number(status.path("extruder").path("target")))
        .reading("heater_bed", number(status.path("heater_bed").path("temperature")))
        .reading("heater_bed_target", number(status.path("heater_bed").path("target")))
        .build();
  }

  private static @Nullable String text(JsonNode node) {
    return node.isTextual() && !node.textValue().isEmpty() ? node.textValue() : null;
  }

  private static @Nullable Number number(JsonNode node) {
    return node.isNumber() ? node.numberValue() : null;
  }
}
