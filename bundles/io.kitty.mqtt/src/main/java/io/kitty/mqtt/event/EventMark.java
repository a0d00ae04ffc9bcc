// SPDX-License-Identifier: Apache-2.0
package io.kitty.mqtt.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

/**
 * What two hubs publish alike if they see the same event: times and details differ.
 *
 * @param event what happened, for instance {@code device_changed}
 * @param device the id of the device
 * @param state its name, status and address
 */
record EventMark(String event, String device, String state) {

  /** As long as an id may be; of longer texts the beginning counts. */
  private static final int MAX_TEXT = 400;

  private static final JsonMapper JSON = new JsonMapper();

  /** Returns the mark of a published message, which may be any text. */
  static EventMark of(String message) {
    try {
      JsonNode json = JSON.readTree(message);
      JsonNode data = json.path("data");
      String state = String.join("\n", text(data, "name"), text(data, "status"), text(data, "ip"));
      return new EventMark(text(json, "event"), text(data, "id"), state);
    } catch (JsonProcessingException e) {
      return new EventMark(beginning(message), "", "");
    }
  }

  private static String text(JsonNode object, String member) {
    return beginning(object.path(member).asText());
  }

  private static String beginning(String text) {
    return text.substring(0, Math.min(text.length(), MAX_TEXT));
  }

  /** Returns whether a device is there that was not. */
  boolean isAppearance() {
    return event.equals("device_appeared");
  }
}
