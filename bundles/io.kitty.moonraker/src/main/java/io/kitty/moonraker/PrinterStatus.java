// SPDX-License-Identifier: Apache-2.0
package io.kitty.moonraker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.kitty.device.Fact;
import io.kitty.device.Sighting;
import io.kitty.http.DeviceResponse;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What Moonraker says of a printer (Moonraker, "Query printer object status"; Klipper, "Status
 * reference": {@code webhooks}, {@code print_stats}, {@code display_status}).
 *
 * @param word the status
 * @param status the objects; an empty one if Klipper is not connected
 */
record PrinterStatus(String word, JsonNode status) {

  /** The path and query of the request, after the prefix. */
  static final String PATH =
      "/printer/objects/query?print_stats&display_status&webhooks&extruder&heater_bed";

  private static final String OFFLINE = "OFFLINE";
  private static final String PREPARING = "PREPARING";
  private static final String RUNNING = "RUNNING";
  private static final String PAUSED = "PAUSED";
  private static final String ERROR = "ERROR";
  private static final Set<String> WORKING = Set.of(PREPARING, RUNNING, PAUSED);

  private static final Map<String, String> STATES =
      Map.of(
          "standby",
          "IDLE",
          "printing",
          RUNNING,
          "paused",
          PAUSED,
          "complete",
          "FINISHED",
          "cancelled",
          "STOPPED",
          "error",
          ERROR);

  private static final Map<String, String> KLIPPER_STATES =
      Map.of("startup", PREPARING, "shutdown", ERROR, "error", ERROR, "disconnected", OFFLINE);

  /** What Moonraker answers while Klipper is not connected to it. */
  private static final int UNAVAILABLE = 503;

  private static final JsonMapper JSON = new JsonMapper();

  /** Parses a response; empty if Moonraker did not send it. Never throws. */
  static Optional<PrinterStatus> of(DeviceResponse response) {
    JsonNode answer = json(response);
    if (response.status() == UNAVAILABLE && answer.path("error").path("code").canConvertToInt()) {
      return Optional.of(new PrinterStatus(OFFLINE, JSON.missingNode()));
    }
    JsonNode status = answer.path("result").path("status");
    if (response.status() != 200 || !status.isObject()) {
      return Optional.empty();
    }
    String klipper = status.path("webhooks").path("state").asText();
    String state = status.path("print_stats").path("state").asText();
    String word = KLIPPER_STATES.getOrDefault(klipper, STATES.getOrDefault(state, ""));
    return Optional.of(new PrinterStatus(word, status));
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
    return WORKING.contains(word);
  }

  /** Adds the status to a sighting. What changes all the time is a reading. */
  Sighting addTo(Sighting.Builder sighting) {
    JsonNode job = status.path("print_stats");
    JsonNode layers = job.path("info");
    return sighting
        .fact(Fact.STATUS, word)
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
