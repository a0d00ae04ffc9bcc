// SPDX-License-Identifier: Apache-2.0
package io.kitty.mqtt.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.kitty.device.DepartureReason;

/**
 * What two hubs publish alike if they see the same event.
 *
 * @param event what happened, for instance {@code device_changed}
 * @param device the id of the device
 * @param state what the event tells of it
 * @param changesState whether that was something else before
 */
record EventMark(String event, String device, ToldState state, boolean changesState) {

  private static final String APPEARED = "device_appeared";
  private static final String CHANGED = "device_changed";
  private static final String DEPARTED = "device_departed";
  private static final String MERGED = "device_departed, merged";

  private static final JsonMapper JSON = new JsonMapper();

  /** Returns the mark of a published message, which may be any text. */
  static EventMark of(String message) {
    try {
      JsonNode json = JSON.readTree(message);
      JsonNode data = json.path("data");
      String event = json.path("event").asText();
      boolean merged = data.path("reason").asText().equals(DepartureReason.MERGED.name());
      boolean departs = event.equals(DEPARTED) && !merged;
      ToldState state = departs ? ToldState.ABSENT : state(data);
      return new EventMark(
          merged ? MERGED : event,
          data.path("id").asText(""),
          state,
          !data.has("before") || !state.equals(state(data.path("before"))));
    } catch (JsonProcessingException e) {
      return new EventMark("", "", ToldState.ABSENT, false);
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

  /** Returns whether it tells of a device that it is in a state now. */
  boolean leadsTo(ToldState now) {
    return tellsState() && state.equals(now);
  }
}
