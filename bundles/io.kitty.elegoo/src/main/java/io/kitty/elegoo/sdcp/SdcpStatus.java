// SPDX-License-Identifier: Apache-2.0
package io.kitty.elegoo.sdcp;

import static io.kitty.commons.json.JsonAnswer.number;
import static io.kitty.commons.json.JsonAnswer.text;

import com.fasterxml.jackson.databind.JsonNode;
import io.kitty.commons.poll.StateAnswer;
import io.kitty.state.DeviceStatus;
import io.kitty.state.Heater;
import io.kitty.state.MachineState;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * The status of a printer with SDCP V3 (cbd-tech, SDCP V3.0.0; the Centauri Carbon, which prints
 * with filament, has further numbers and temperatures: danielcherubini/elegoo-homeassistant).
 */
final class SdcpStatus {

  // Values of CurrentStatus, which is a list.
  private static final int IDLE = 0;
  private static final int PRINTING = 1;

  private static final double MILLIS = 1000;

  private SdcpStatus() {}

  static StateAnswer read(JsonNode status) {
    JsonNode current = status.path("CurrentStatus");
    JsonNode print = status.path("PrintInfo");
    return StateAnswer.of(
        status(current, print.path("Status").asInt()),
        sighting ->
            sighting
                .attribute("current_status", current.isArray() ? current.toString() : null)
                .reading("print_status", print.path("Status").asInt())
                .state(state(status, print)));
  }

  /** Returns the status; null while the printer does something else than printing. */
  private static @Nullable DeviceStatus status(JsonNode current, int print) {
    if (contains(current, PRINTING)) {
      return printing(print);
    }
    if (!contains(current, IDLE)) {
      return null;
    }
    return switch (print) {
      case 8 -> DeviceStatus.STOPPED;
      case 9 -> DeviceStatus.FINISHED;
      default -> DeviceStatus.IDLE;
    };
  }

  private static boolean contains(JsonNode list, int number) {
    return StreamSupport.stream(list.spliterator(), false)
        .anyMatch(each -> each.isInt() && each.intValue() == number);
  }

  /** Returns the status of a print: with resin up to 10, with filament also the others. */
  private static @Nullable DeviceStatus printing(int print) {
    return switch (print) {
      case 1, 10, 15, 16, 20 -> DeviceStatus.PREPARING; // homing, file check, loading, heating, …
      case 2, 3, 4, 13 -> DeviceStatus.RUNNING; // lowering, exposing, lifting; printing
      case 5, 6 -> DeviceStatus.PAUSED;
      case 7, 8 -> DeviceStatus.STOPPED;
      case 9 -> DeviceStatus.FINISHED;
      default -> null;
    };
  }

  private static MachineState state(JsonNode status, JsonNode print) {
    MachineState.Builder state = MachineState.builder();
    String file = text(print.path("Filename"));
    if (!file.isEmpty()) {
      job(state.job(file), print, status.has("TempOfNozzle") ? 1 : MILLIS);
    }
    temperature(state, Heater.NOZZLE, status, "TempOfNozzle", "TempTargetNozzle");
    temperature(state, Heater.BED, status, "TempOfHotbed", "TempTargetHotbed");
    temperature(state, Heater.CHAMBER, status, "TempOfBox", "TempTargetBox");
    int error = print.path("ErrorNumber").asInt();
    return state.error(error == 0 ? "" : Integer.toString(error), "").build();
  }

  /**
   * Adds the job.
   *
   * @param ticks how many ticks a second has: a thousand as specified, but one of those printers
   *     that have a nozzle
   */
  private static void job(MachineState.Builder state, JsonNode print, double ticks) {
    double done = number(print.path("CurrentTicks"));
    double total = number(print.path("TotalTicks"));
    state
        .layer(print.path("CurrentLayer").asLong(-1), print.path("TotalLayer").asLong())
        .elapsed(done / ticks);
    if (total > 0) {
      state.progress(done / total).remaining((total - done) / ticks);
    }
  }

  private static void temperature(
      MachineState.Builder state, Heater heater, JsonNode status, String value, String target) {
    state.temperature(heater, number(status.path(value)), number(status.path(target)));
  }
}
