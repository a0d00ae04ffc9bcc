// SPDX-License-Identifier: Apache-2.0
package io.kitty.demo.mqtt;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kitty.demo.print.PrintState;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The reports of a Bambu Lab printer to one client (Doridian/OpenBambuAPI, mqtt.md). X1 printers
 * send everything each time, others only what has changed since the last report. Not thread-safe.
 */
final class BambuReport {

  private static final JsonMapper JSON = new JsonMapper();

  /** The code of a failed print. */
  private static final int FAILURE = 0x0300_8003;

  private final boolean everyField;
  private final Supplier<PrintState> print;
  private ObjectNode last = JsonNodeFactory.instance.objectNode();

  /**
   * @param everyField whether the printer always sends everything
   */
  BambuReport(boolean everyField, Supplier<PrintState> print) {
    this.everyField = everyField;
    this.print = print;
  }

  /** Returns whether a client's message is {@code pushall}. */
  static boolean requestsEverything(String message) {
    try {
      return JSON.readTree(message).at("/pushing/command").asText().equals("pushall");
    } catch (JsonProcessingException e) {
      return false;
    }
  }

  /** Returns a report of everything. */
  String everything() {
    last = fields(print.get());
    return report(last);
  }

  /** Returns the next report; empty if nothing has changed. */
  Optional<String> next() {
    if (everyField) {
      return Optional.of(everything());
    }
    ObjectNode now = fields(print.get());
    ObjectNode changed = now.deepCopy();
    changed.properties().removeIf(each -> each.getValue().equals(last.get(each.getKey())));
    last = now;
    return changed.isEmpty() ? Optional.empty() : Optional.of(report(changed));
  }

  private static String report(ObjectNode fields) {
    JsonNode print = fields.deepCopy().put("command", "push_status").put("msg", 0);
    return JsonNodeFactory.instance.objectNode().set("print", print).toString();
  }

  private static ObjectNode fields(PrintState now) {
    ObjectNode fields =
        JsonNodeFactory.instance
            .objectNode()
            .put("gcode_state", state(now))
            .put("mc_percent", (int) now.percent())
            .put("mc_remaining_time", now.working() ? now.remaining() / 60 : 0)
            .put("layer_num", now.layer())
            .put("total_layer_num", now.layers())
            .put("subtask_name", now.file())
            .put("gcode_file", now.hasJob() ? "/data/Metadata/plate_1.gcode" : "")
            .put("nozzle_temper", now.nozzle())
            .put("nozzle_target_temper", now.nozzleTarget())
            .put("bed_temper", now.bed())
            .put("bed_target_temper", now.bedTarget())
            .put("print_error", state(now).equals("FAILED") ? FAILURE : 0)
            .put("stg_cur", -1);
    fields.putArray("hms");
    return fields;
  }

  private static String state(PrintState now) {
    return switch (now.status()) {
      case PREPARING -> "PREPARE";
      case RUNNING -> "RUNNING";
      case PAUSED -> "PAUSE";
      case FINISHED -> "FINISH";
      case STOPPED, ERROR -> "FAILED";
      default -> "IDLE";
    };
  }
}
