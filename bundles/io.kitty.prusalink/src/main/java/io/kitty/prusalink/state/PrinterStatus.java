// SPDX-License-Identifier: Apache-2.0
package io.kitty.prusalink.state;

import static io.kitty.commons.json.JsonAnswer.number;
import static io.kitty.commons.json.JsonAnswer.text;
import static java.util.Map.entry;

import com.fasterxml.jackson.databind.JsonNode;
import io.kitty.commons.json.JsonAnswer;
import io.kitty.commons.poll.StateAnswer;
import io.kitty.http.DeviceResponse;
import io.kitty.state.DeviceStatus;
import io.kitty.state.Heater;
import io.kitty.state.MachineState;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What PrusaLink says of its printer (Prusa-Link-Web, "openapi.yaml": {@code /api/v1/status},
 * {@code /api/v1/job}).
 */
final class PrinterStatus {

  private static final Map<String, DeviceStatus> STATES =
      Map.ofEntries(
          entry("IDLE", DeviceStatus.IDLE),
          entry("READY", DeviceStatus.IDLE),
          entry("BUSY", DeviceStatus.PREPARING),
          entry("PRINTING", DeviceStatus.RUNNING),
          entry("PAUSED", DeviceStatus.PAUSED),
          entry("ATTENTION", DeviceStatus.PAUSED),
          entry("FINISHED", DeviceStatus.FINISHED),
          entry("STOPPED", DeviceStatus.STOPPED),
          entry("ERROR", DeviceStatus.ERROR));

  /** The states whose message is about an error, and not for instance {@code OK}. */
  private static final Set<String> TROUBLED = Set.of("ATTENTION", "ERROR");

  private static final double COMPLETE = 100;

  private final JsonNode printer;
  private final JsonNode job;

  /**
   * @throws IllegalArgumentException if PrusaLink did not send the response
   */
  PrinterStatus(DeviceResponse response) {
    JsonNode answer = JsonAnswer.object(response);
    printer = answer.path("printer");
    job = answer.path("job");
    if (word().isEmpty()) {
      throw new IllegalArgumentException("no status of a printer");
    }
  }

  /** Returns the id of the job; negative if there is none. */
  long job() {
    return job.path("id").asLong(-1);
  }

  /** Returns the name of a job's file; {@code ""} if unknown. */
  static String jobName(JsonNode job) {
    JsonNode file = job.path("file");
    String name = text(file.path("display_name"));
    return name.isEmpty() ? text(file.path("name")) : name;
  }

  /** Returns the answer, with what is known beside. */
  StateAnswer answer(PrinterIdentity identity, String jobName) {
    return StateAnswer.of(
        status(),
        sighting -> {
          identity.addTo(sighting);
          sighting.attribute("state", word()).state(state(jobName));
        });
  }

  private String word() {
    return text(printer.path("state"));
  }

  private @Nullable DeviceStatus status() {
    return STATES.get(word());
  }

  private MachineState state(String jobName) {
    return MachineState.builder()
        .job(jobName)
        .progress(number(job.path("progress")) / COMPLETE)
        .elapsed(number(job.path("time_printing")))
        .remaining(number(job.path("time_remaining")))
        .temperature(
            Heater.NOZZLE,
            number(printer.path("temp_nozzle")),
            number(printer.path("target_nozzle")))
        .temperature(
            Heater.BED, number(printer.path("temp_bed")), number(printer.path("target_bed")))
        .error("", error())
        .build();
  }

  private String error() {
    JsonNode status = printer.path("status_printer");
    return TROUBLED.contains(word()) && !status.path("ok").asBoolean()
        ? text(status.path("message"))
        : "";
  }
}
