// SPDX-License-Identifier: Apache-2.0
package io.kitty.bambu.state.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.kitty.text.SafeText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a printer reported last (OpenBambuAPI, {@code print.push_status}). The X1 and H2 series
 * report everything once a second, the P1 and A1 series only what has changed: each message is
 * merged into the last state. Not thread-safe.
 */
public final class PrinterReport {

  private static final String COMMAND = "push_status";
  private static final Set<String> TEXTS =
      Set.of("gcode_state", "subtask_name", "gcode_file", "wifi_signal");
  private static final Set<String> NUMBERS =
      Set.of(
          "mc_percent",
          "mc_remaining_time",
          "layer_num",
          "total_layer_num",
          "nozzle_temper",
          "nozzle_target_temper",
          "bed_temper",
          "bed_target_temper",
          "chamber_temper",
          "print_error",
          "stg_cur");

  private static final int MAX_TEXT = 256;
  private static final int MAX_MESSAGES = 16;
  private static final int MAX_DEPTH = 32;
  private static final Pattern NUMBER = Pattern.compile("-?\\d{1,12}(\\.\\d{1,12})?");

  /** A number inside a text, with its unit. */
  private static final Pattern SIGNAL = Pattern.compile("(-?\\d{1,3})dBm");

  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
                  .build())
          .build();

  private final Map<String, String> texts = new HashMap<>();
  private final Map<String, Double> numbers = new HashMap<>();
  private List<HealthMessage> messages = List.of();

  /**
   * Merges a message.
   *
   * @return false if it is no report of the state, and nothing has changed
   */
  public boolean merge(byte[] payload) {
    JsonNode print;
    try {
      print = JSON.readTree(payload).path("print");
    } catch (IOException e) {
      return false;
    }
    if (!print.path("command").asText().equals(COMMAND)) {
      return false; // an answer to another program's command, whose fields mean something else
    }
    TEXTS.stream().filter(print::has).forEach(name -> mergeText(name, print.path(name)));
    NUMBERS.stream().filter(print::has).forEach(name -> mergeNumber(name, print.path(name)));
    if (print.path("hms").isArray()) {
      messages = messages(print.path("hms"));
    }
    return true;
  }

  private void mergeText(String name, JsonNode value) {
    if (value.isTextual()) {
      texts.put(name, SafeText.clean(value.textValue(), MAX_TEXT));
    }
  }

  private void mergeNumber(String name, JsonNode value) {
    double number = number(value);
    if (!Double.isNaN(number)) {
      numbers.put(name, number);
    }
  }

  /** Numbers come as such or as text, depending on the firmware. */
  private static double number(JsonNode value) {
    if (value.isNumber()) {
      return value.doubleValue();
    }
    return value.isTextual() && NUMBER.matcher(value.textValue()).matches()
        ? Double.parseDouble(value.textValue())
        : Double.NaN;
  }

  private static List<HealthMessage> messages(JsonNode array) {
    List<HealthMessage> all = new ArrayList<>();
    for (JsonNode each : array) {
      double attribute = number(each.path("attr"));
      double code = number(each.path("code"));
      if (all.size() < MAX_MESSAGES && !Double.isNaN(attribute) && !Double.isNaN(code)) {
        all.add(new HealthMessage((long) attribute, (long) code));
      }
    }
    return List.copyOf(all);
  }

  /** Returns a text; {@code ""} if it is unknown. */
  String text(String name) {
    return texts.getOrDefault(name, "");
  }

  /** Returns a number; NaN if it is unknown. */
  double number(String name) {
    return numbers.getOrDefault(name, Double.NaN);
  }

  /** Returns a number as an integer; empty if it is unknown. */
  Optional<Long> integer(String name) {
    return Optional.ofNullable(numbers.get(name)).map(Double::longValue);
  }

  /** Returns the strength of the Wi-Fi signal in dBm; empty if it is unknown. */
  Optional<Long> signal() {
    return SIGNAL
        .matcher(text("wifi_signal"))
        .results()
        .map(each -> Long.valueOf(each.group(1)))
        .findFirst();
  }

  /** Returns the messages of the health management system. */
  Stream<HealthMessage> messages() {
    return messages.stream();
  }
}
