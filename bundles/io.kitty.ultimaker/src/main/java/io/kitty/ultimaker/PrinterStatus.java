// SPDX-License-Identifier: Apache-2.0
package io.kitty.ultimaker;

import static io.kitty.commons.json.JsonAnswer.number;
import static io.kitty.commons.json.JsonAnswer.text;
import static java.util.Map.entry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.kitty.commons.json.JsonAnswer;
import io.kitty.commons.poll.StateAnswer;
import io.kitty.http.DeviceResponse;
import io.kitty.state.DeviceStatus;
import io.kitty.state.Heater;
import io.kitty.state.MachineState;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * What an UltiMaker printer says of itself (UltiMaker, "REST API for the Ultimaker 3D printer",
 * which each printer serves at {@code /docs/api}: {@code /printer/status}, {@code /print_job} and
 * {@code /printer}; the words of a job as in Cura's monitor).
 */
final class PrinterStatus {

  /** The words that come before those of a job. */
  private static final Map<String, DeviceStatus> FIRST =
      Map.of("error", DeviceStatus.ERROR, "booting", DeviceStatus.PREPARING);

  private static final Map<String, DeviceStatus> JOBS =
      Map.ofEntries(
          entry("queued", DeviceStatus.PREPARING),
          entry("sent_to_printer", DeviceStatus.PREPARING),
          entry("pre_print", DeviceStatus.PREPARING),
          entry("printing", DeviceStatus.RUNNING),
          entry("resuming", DeviceStatus.RUNNING),
          entry("post_print", DeviceStatus.RUNNING),
          entry("pausing", DeviceStatus.PAUSED),
          entry("paused", DeviceStatus.PAUSED),
          entry("wait_user_action", DeviceStatus.PAUSED),
          entry("wait_cleanup", DeviceStatus.FINISHED),
          entry("finished", DeviceStatus.FINISHED),
          entry("aborting", DeviceStatus.STOPPED),
          entry("aborted", DeviceStatus.STOPPED),
          entry("error", DeviceStatus.ERROR));

  /** The words without a job. */
  private static final Map<String, DeviceStatus> LAST =
      Map.of("idle", DeviceStatus.IDLE, "printing", DeviceStatus.RUNNING);

  private static final int NONE = 404;

  private PrinterStatus() {}

  /**
   * Returns the printer's word for its status, for instance {@code idle}.
   *
   * @throws IllegalArgumentException if the response is not that of a printer
   */
  static String word(DeviceResponse status) {
    String word = text(JsonAnswer.of(status));
    if (status.status() != 200 || word.isEmpty()) {
      throw new IllegalArgumentException("no status of a printer");
    }
    return word;
  }

  /**
   * Reads the responses.
   *
   * @param word the printer's word for its status
   * @param printing the response about the job: 404 if there is none
   * @param heating the response about the printer, which may be of no use
   * @throws IllegalArgumentException if the one about the job is not that of a printer
   */
  static StateAnswer of(String word, DeviceResponse printing, DeviceResponse heating) {
    JsonNode job =
        printing.status() == NONE ? MissingNode.getInstance() : JsonAnswer.object(printing);
    String state = text(job.path("state"));
    return StateAnswer.of(
        status(word, state),
        sighting ->
            sighting
                .attribute("printer", word)
                .attribute("state", state.isEmpty() ? word : state)
                .state(state(job, JsonAnswer.of(heating))));
  }

  private static @Nullable DeviceStatus status(String word, String job) {
    return FIRST.getOrDefault(word, JOBS.getOrDefault(job, LAST.get(word)));
  }

  private static MachineState state(JsonNode job, JsonNode printer) {
    double elapsed = number(job.path("time_elapsed"));
    MachineState.Builder state =
        MachineState.builder()
            .job(text(job.path("name")))
            .progress(number(job.path("progress")))
            .elapsed(elapsed)
            .remaining(number(job.path("time_total")) - elapsed);
    temperature(state, Heater.NOZZLE, hotend(printer.path("heads").path(0).path("extruders")));
    temperature(state, Heater.BED, printer.path("bed").path("temperature"));
    return state.build();
  }

  /** Returns the temperature of the first nozzle that is heated, else of the first. */
  private static JsonNode hotend(JsonNode extruders) {
    return StreamSupport.stream(extruders.spliterator(), false)
        .map(extruder -> extruder.path("hotend").path("temperature"))
        .filter(temperature -> number(temperature.path("target")) > 0)
        .findFirst()
        .orElse(extruders.path(0).path("hotend").path("temperature"));
  }

  private static void temperature(MachineState.Builder state, Heater heater, JsonNode node) {
    state.temperature(heater, number(node.path("current")), number(node.path("target")));
  }
}
