// SPDX-License-Identifier: Apache-2.0
package io.kitty.octoprint.state;

import static io.kitty.commons.json.JsonAnswer.number;
import static io.kitty.commons.json.JsonAnswer.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.kitty.commons.json.JsonAnswer;
import io.kitty.commons.poll.StateAnswer;
import io.kitty.http.DeviceResponse;
import io.kitty.state.DeviceStatus;
import io.kitty.state.Heater;
import io.kitty.state.MachineState;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What OctoPrint says of its printer (OctoPrint, "REST API": "Retrieve the current printer state",
 * "Retrieve information about the current job", "Common data model").
 */
final class PrinterStatus {

  /** What OctoPrint answers about a printer that is not connected to it. */
  private static final int CONFLICT = 409;

  /** Without a job the file is only selected. */
  private static final Set<DeviceStatus> JOBLESS =
      EnumSet.of(DeviceStatus.IDLE, DeviceStatus.OFFLINE);

  private static final double COMPLETE = 100;

  private PrinterStatus() {}

  /**
   * Reads the responses.
   *
   * @param aboutPrinter that about the printer: 409 if it is not connected
   * @param aboutJob that about the job
   * @throws IllegalArgumentException if OctoPrint did not send them
   */
  static StateAnswer of(DeviceResponse aboutPrinter, DeviceResponse aboutJob) {
    boolean connected = aboutPrinter.status() != CONFLICT;
    JsonNode printer = connected ? JsonAnswer.object(aboutPrinter) : MissingNode.getInstance();
    JsonNode job = JsonAnswer.object(aboutJob);
    String word = text(connected ? printer.path("state").path("text") : job.path("state"));
    double completion = number(job.path("progress").path("completion"));
    DeviceStatus status =
        connected
            ? connected(printer.path("state").path("flags"), word, completion)
            : disconnected(word);
    return StateAnswer.of(
        status, sighting -> sighting.attribute("state", word).state(state(status, printer, job)));
  }

  private static DeviceStatus disconnected(String word) {
    return word.startsWith("Error") ? DeviceStatus.ERROR : DeviceStatus.OFFLINE;
  }

  /** The flags come before the text, which may be translated or extended by plugins. */
  private static @Nullable DeviceStatus connected(JsonNode flags, String word, double completion) {
    if (isSet(flags, "error") || isSet(flags, "closedOrError")) {
      return word.startsWith("Offline") ? DeviceStatus.OFFLINE : DeviceStatus.ERROR;
    }
    if (isSet(flags, "cancelling")) {
      return DeviceStatus.STOPPED;
    }
    if (isSet(flags, "paused") || isSet(flags, "pausing")) {
      return DeviceStatus.PAUSED;
    }
    if (isSet(flags, "printing") || isSet(flags, "resuming") || isSet(flags, "finishing")) {
      return preparing(word) ? DeviceStatus.PREPARING : DeviceStatus.RUNNING;
    }
    if (!isSet(flags, "operational")) {
      return null;
    }
    return completion >= COMPLETE ? DeviceStatus.FINISHED : DeviceStatus.IDLE;
  }

  private static boolean isSet(JsonNode flags, String flag) {
    return flags.path(flag).asBoolean();
  }

  /** It starts, or copies the file to the printer's card. */
  private static boolean preparing(String word) {
    return word.startsWith("Starting")
        || word.startsWith("Sending")
        || word.startsWith("Transferring");
  }

  private static MachineState state(
      @Nullable DeviceStatus status, JsonNode printer, JsonNode answer) {
    MachineState.Builder state = MachineState.builder();
    if (status != null && !JOBLESS.contains(status)) {
      JsonNode file = answer.path("job").path("file");
      JsonNode progress = answer.path("progress");
      String name = text(file.path("display"));
      state
          .job(name.isEmpty() ? text(file.path("name")) : name)
          .progress(number(progress.path("completion")) / COMPLETE)
          .elapsed(number(progress.path("printTime")))
          .remaining(number(progress.path("printTimeLeft")));
    }
    JsonNode temperatures = printer.path("temperature");
    temperature(state, Heater.NOZZLE, temperatures.path("tool0"));
    temperature(state, Heater.BED, temperatures.path("bed"));
    temperature(state, Heater.CHAMBER, temperatures.path("chamber"));
    return state.error("", text(answer.path("error"))).build();
  }

  private static void temperature(MachineState.Builder state, Heater heater, JsonNode node) {
    state.temperature(heater, number(node.path("actual")), number(node.path("target")));
  }
}
