// SPDX-License-Identifier: Apache-2.0
package io.kitty.ipp;

import io.kitty.commons.poll.StateAnswer;
import io.kitty.device.Fact;
import io.kitty.device.Sighting;
import io.kitty.state.DeviceStatus;
import io.kitty.state.MachineState;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a printer says of itself (RFC 8011, sections 5.4.11 to 5.4.13). */
final class PrinterStatus {

  /** The attributes that are read. */
  static final List<String> ATTRIBUTES =
      List.of(
          "printer-state",
          "printer-state-reasons",
          "printer-state-message",
          "printer-make-and-model",
          "printer-uuid",
          "queued-job-count",
          Supplies.NAMES,
          Supplies.LEVELS,
          Supplies.TYPES,
          Supplies.COLORS);

  private static final int IDLE = 3;
  private static final int PROCESSING = 4;
  private static final int STOPPED = 5;

  private static final String PAUSED = "paused";
  private static final String NO_REASON = "none";

  /** The ends of reasons that do not stop a printer. */
  private static final List<String> HARMLESS = List.of("-report", "-warning");

  private final IppResponse response;
  private final int state;
  private final List<String> reasons;

  private PrinterStatus(IppResponse response, int state) {
    this.response = response;
    this.state = state;
    this.reasons =
        response.values("printer-state-reasons").stream()
            .map(Object::toString)
            .filter(each -> !each.isEmpty() && !each.equals(NO_REASON))
            .toList();
  }

  /**
   * Reads a response.
   *
   * @throws IllegalArgumentException if it contains no state
   */
  static StateAnswer of(IppResponse response) {
    OptionalInt state = response.integer("printer-state");
    if (!response.successful() || state.isEmpty()) {
      throw new IllegalArgumentException("no status of a printer");
    }
    PrinterStatus status = new PrinterStatus(response, state.getAsInt());
    return StateAnswer.of(status.word(), status::addTo);
  }

  private @Nullable DeviceStatus word() {
    return switch (state) {
      case IDLE -> DeviceStatus.IDLE;
      case PROCESSING -> DeviceStatus.RUNNING;
      case STOPPED -> reasons.contains(PAUSED) ? DeviceStatus.PAUSED : DeviceStatus.ERROR;
      default -> null;
    };
  }

  private void addTo(Sighting.Builder sighting) {
    response
        .integer("queued-job-count")
        .ifPresent(count -> sighting.reading("queued-job-count", count));
    sighting
        .fact(Fact.MODEL, response.text("printer-make-and-model"))
        .attribute("printer-state", name())
        .attribute("printer-state-reasons", text(String.join(" ", reasons)))
        .attribute("printer-make-and-model", text(response.text("printer-make-and-model")))
        .attribute("printer-uuid", text(response.text("printer-uuid")))
        .reading("printer-state-message", text(response.text("printer-state-message")))
        .state(error());
    new Supplies(response).addTo(sighting);
  }

  private String name() {
    return switch (state) {
      case IDLE -> "idle";
      case PROCESSING -> "processing";
      case STOPPED -> "stopped";
      default -> Integer.toString(state);
    };
  }

  private static @Nullable String text(String text) {
    return text.isEmpty() ? null : text;
  }

  private MachineState error() {
    if (word() != DeviceStatus.ERROR) {
      return MachineState.UNKNOWN;
    }
    String code =
        reasons.stream()
            .filter(each -> HARMLESS.stream().noneMatch(each::endsWith))
            .collect(Collectors.joining(" "));
    return MachineState.builder().error(code, response.text("printer-state-message")).build();
  }
}
