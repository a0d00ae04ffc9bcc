// SPDX-License-Identifier: Apache-2.0
package io.kitty.elegoo;

import com.fasterxml.jackson.databind.JsonNode;
import io.kitty.device.Fact;
import io.kitty.device.Sighting;
import io.kitty.state.DeviceStatus;
import io.kitty.state.MachineState;
import java.util.Optional;

/** Reads {@code Data.Status} of a reply, which only SDCP V1 has. */
final class StatusReader {

  private static final int IDLE = 0;

  /**
   * Any activity: a print, a transfer or a finished print on the screen (vvuk/cassini,
   * saturn_printer.py).
   */
  private static final int BUSY = 1;

  private StatusReader() {}

  /** Adds the status and the job. The status within a print changes with each layer. */
  static Sighting.Builder add(Sighting.Builder sighting, JsonNode status) {
    JsonNode current = status.path("CurrentStatus");
    JsonNode print = status.path("PrintInfo");
    if (current.isInt()) {
      sighting
          .fact(Fact.STATUS, word(current.asInt(), print.path("Status").asInt(IDLE)))
          .attribute("status", current.asInt());
      if (current.asInt() != IDLE) {
        sighting.state(job(print));
      }
    }
    return print.path("Status").isInt()
        ? sighting.reading("print_status", print.path("Status").asInt())
        : sighting;
  }

  /** Returns the status; a busy printer's own word, or another number, if it is not known. */
  private static String word(int current, int print) {
    return switch (current) {
      case IDLE -> DeviceStatus.IDLE.name();
      case BUSY -> printing(print).map(Enum::name).orElse("BUSY");
      default -> Integer.toString(current);
    };
  }

  /**
   * Returns the status of a print: the numbers of SDCP V3 (cbd-tech, SDCP V3.0.0), of which V1 is
   * known to use 2 to 4, and 16 for a complete print (vvuk/cassini, saturn_printer.py).
   */
  private static Optional<DeviceStatus> printing(int print) {
    return switch (print) {
      case 1, 10 -> Optional.of(DeviceStatus.PREPARING); // homing, file check
      case 2, 3, 4 -> Optional.of(DeviceStatus.RUNNING); // lowering, exposing, lifting
      case 5, 6 -> Optional.of(DeviceStatus.PAUSED);
      case 7, 8 -> Optional.of(DeviceStatus.STOPPED);
      case 9, 16 -> Optional.of(DeviceStatus.FINISHED);
      default -> Optional.empty();
    };
  }

  /** Returns the job; zeros for its layers mean that there is none. */
  private static MachineState job(JsonNode print) {
    MachineState.Builder state = MachineState.builder();
    JsonNode name = print.path("Filename");
    if (name.isTextual()) {
      state.job(name.asText());
    }
    long layers = print.path("TotalLayer").asLong();
    return layers > 0
        ? state.layer(print.path("CurrentLayer").asLong(-1), layers).build()
        : state.build();
  }
}
