// SPDX-License-Identifier: Apache-2.0
package io.kitty.flashforge.tcp;

import io.kitty.commons.poll.StateAnswer;
import io.kitty.device.Fact;
import io.kitty.state.DeviceStatus;
import io.kitty.state.MachineState;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a FlashForge printer says of itself (GhostTypes/ff-5mp-api-py). */
final class FlashforgeTcpStatus {

  /** {@code BUSY} is not among them, as a printer says it for whatever moves. */
  private static final Map<String, DeviceStatus> STATUSES =
      Map.of(
          "READY", DeviceStatus.IDLE,
          "BUILDING_FROM_SD", DeviceStatus.RUNNING,
          "BUILDING_COMPLETED", DeviceStatus.FINISHED,
          "PAUSED", DeviceStatus.PAUSED);

  private static final Pattern BYTES = Pattern.compile("SD printing byte (\\d{1,12})/(\\d{1,12})");
  private static final Pattern LAYERS = Pattern.compile("Layer: *(\\d{1,7})/(\\d{1,7})");

  private FlashforgeTcpStatus() {}

  /**
   * Reads the answers to {@code ~M115}, {@code ~M119} and {@code ~M27}.
   *
   * @throws IllegalArgumentException if there is no status in them
   */
  static StateAnswer read(List<String> info, List<String> status, List<String> progress) {
    String word = field(status, "MachineStatus");
    if (word.isEmpty()) {
      throw new IllegalArgumentException("no status");
    }
    return StateAnswer.of(
        STATUSES.get(word),
        sighting ->
            sighting
                .fact(Fact.FIRMWARE, field(info, "Firmware"))
                .attribute("machine_type", field(info, "Machine Type"))
                .attribute("machine_status", word)
                .attribute("move_mode", field(status, "MoveMode"))
                .state(state(field(status, "CurrentFile"), progress)));
  }

  private static MachineState state(String file, List<String> progress) {
    MachineState.Builder state = MachineState.builder();
    if (file.isEmpty()) {
      return state.build();
    }
    state.job(file);
    for (String line : progress) {
      Matcher bytes = BYTES.matcher(line);
      if (bytes.matches()) {
        state.progress(Double.parseDouble(bytes.group(1)) / Long.parseLong(bytes.group(2)));
      }
      Matcher layers = LAYERS.matcher(line);
      if (layers.matches()) {
        state.layer(Long.parseLong(layers.group(1)), Long.parseLong(layers.group(2)));
      }
    }
    return state.build();
  }

  /** Returns the value of a line {@code name: value}; {@code ""} if there is none. */
  private static String field(List<String> lines, String name) {
    return lines.stream()
        .filter(line -> line.startsWith(name + ":"))
        .map(line -> line.substring(name.length() + 1).strip())
        .findFirst()
        .orElse("");
  }
}
