// SPDX-License-Identifier: Apache-2.0
package io.kitty.mqtt.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.kitty.device.DepartureReason;
import java.util.Set;

/**
 * What two hubs publish alike if they see the same event.
 *
 * @param event what happened, for instance {@code device_changed}; {@code ""} if it is none of ours
 * @param device the id of the device
 * @param before what was known of the device before
 * @param state what the event tells of it
 */
record EventMark(String event, String device, ToldState before, ToldState state) {

  private static final String APPEARED = "device_appeared";
  private static final String CHANGED = "device_changed";
  private static final String DEPARTED = "device_departed";
  private static final String MERGED = "device_departed, merged";
  private static final Set<String> WORDS =
      Set.of(APPEARED, CHANGED, DEPARTED, "printer_idle", "printer_finished", "printer_failed");

  private static final JsonMapper JSON = new JsonMapper();

  /** Returns the mark of a published message, which may be any text. */
  static EventMark of(String message) {
    try {
      JsonNode json = JSON.readTree(message);
      JsonNode data = json.path("data");
      String event = json.path("event").asText("");
      boolean merged = data.path("reason").asText().equals(DepartureReason.MERGED.name());
      ToldState told = state(data);
      boolean departs = event.equals(DEPARTED) && !merged;
      ToldState before =
          event.equals(APPEARED)
              ? ToldState.ABSENT
              : data.has("before") ? state(data.path("before")) : told;
      return new EventMark(
          merged ? MERGED : WORDS.contains(event) ? event : "",
          text(data, "id"),
          before,
          departs ? ToldState.ABSENT : told);
    } catch (JsonProcessingException e) {
      return new EventMark("", "", ToldState.ABSENT, ToldState.ABSENT);
    }
  }

  private static ToldState state(JsonNode device) {
    return ToldState.present(text(device, "name"), text(device, "status"), text(device, "ip"));
  }

  private static String text(JsonNode object, String member) {
    return object.path(member).asText("");
  }

  /** Returns whether a device is there that was not. */
  boolean isAppearance() {
    return event.equals(APPEARED);
  }

  /** Returns whether a device is there no more. */
  boolean isDeparture() {
    return event.equals(DEPARTED);
  }

  /** Returns whether a record is there no more, as it is part of another one now. */
  boolean isMerge() {
    return event.equals(MERGED);
  }

  /** Returns whether other programs know the state of the device from it. */
  boolean tellsState() {
    return isAppearance() || isDeparture() || event.equals(CHANGED);
  }

  /** Returns whether the device is in another state than before; details are none. */
  boolean changesState() {
    return tellsState() && !state.equals(before);
  }

  /** Returns whether the device has come to a state. */
  boolean leadsTo(ToldState now) {
    return changesState() && state.equals(now);
  }
}
