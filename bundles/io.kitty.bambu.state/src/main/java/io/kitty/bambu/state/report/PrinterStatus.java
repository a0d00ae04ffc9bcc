// SPDX-License-Identifier: Apache-2.0
package io.kitty.bambu.state.report;

import io.kitty.device.Sighting;
import io.kitty.state.DeviceStatus;
import io.kitty.state.Heater;
import io.kitty.state.MachineState;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a printer's report means. */
public final class PrinterStatus {

  private static final Map<String, DeviceStatus> STATES =
      Map.of(
          "IDLE",
          DeviceStatus.IDLE,
          "PREPARE",
          DeviceStatus.PREPARING,
          "SLICING",
          DeviceStatus.PREPARING,
          "RUNNING",
          DeviceStatus.RUNNING,
          "PAUSE",
          DeviceStatus.PAUSED,
          "FINISH",
          DeviceStatus.FINISHED);

  private static final String FAILED = "FAILED";

  /** The print_error of a job that a person cancelled; soon it is 0 again (ha-bambulab). */
  private static final long CANCELLED = 0x0300_400C;

  private static final int PERCENT = 100;
  private static final int MINUTE = 60;

  private final PrinterReport report;

  public PrinterStatus(PrinterReport report) {
    this.report = report;
  }

  /** Adds everything to a sighting. */
  public void addTo(Sighting.Builder sighting) {
    DeviceStatus status = status();
    if (status != null) {
      sighting.status(status);
    }
    sighting
        .attribute("gcode_state", known(report.text("gcode_state")))
        .attribute(
            "hms", known(report.messages().map(Object::toString).collect(Collectors.joining(" "))))
        .reading("stg_cur", report.integer("stg_cur").orElse(null))
        .reading("wifi_signal", report.signal().orElse(null))
        .state(state(status));
  }

  /**
   * Returns the status; null if it is unknown. A job that fails and one that is cancelled both end
   * as FAILED: only the former has an error.
   */
  private @Nullable DeviceStatus status() {
    String state = report.text("gcode_state").toUpperCase(Locale.ROOT);
    if (state.equals(FAILED)) {
      return error().isEmpty() ? DeviceStatus.STOPPED : DeviceStatus.ERROR;
    }
    return STATES.get(state);
  }

  private MachineState state(@Nullable DeviceStatus status) {
    MachineState.Builder state = MachineState.builder();
    if (status != null && status != DeviceStatus.IDLE) {
      addJob(state);
    }
    temperature(state, Heater.NOZZLE, "nozzle_temper", "nozzle_target_temper");
    temperature(state, Heater.BED, "bed_temper", "bed_target_temper");
    temperature(state, Heater.CHAMBER, "chamber_temper", "");
    String messages =
        report
            .messages()
            .filter(HealthMessage::serious)
            .map(each -> "HMS_" + each)
            .collect(Collectors.joining(" "));
    return state.error(error(), messages).build();
  }

  /** While it is idle, a printer still reports parts of its last job. */
  private void addJob(MachineState.Builder state) {
    String task = report.text("subtask_name");
    state
        .job(task.isEmpty() ? report.text("gcode_file") : task)
        .progress(report.number("mc_percent") / PERCENT)
        .remaining(report.number("mc_remaining_time") * MINUTE)
        .layer(
            report.integer("layer_num").orElse(-1L), report.integer("total_layer_num").orElse(0L));
  }

  private void temperature(MachineState.Builder state, Heater heater, String value, String target) {
    state.temperature(heater, report.number(value), report.number(target));
  }

  /** Returns the code of the error of the job, as the printer shows it; {@code ""} if none. */
  private String error() {
    long code = report.integer("print_error").orElse(0L);
    return code == 0 || code == CANCELLED ? "" : HealthMessage.word(code);
  }

  private static @Nullable String known(String text) {
    return text.isEmpty() ? null : text;
  }
}
