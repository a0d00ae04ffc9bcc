// SPDX-License-Identifier: Apache-2.0
package io.kitty.mqtt.event;

import com.fasterxml.jackson.databind.JsonNode;
import io.kitty.state.DeviceStatus;
import java.util.Optional;

/**
 * What other programs were told of a device last, as far as two hubs that see the same tell the
 * same: times and details differ.
 *
 * @param name its name
 * @param status a word of {@link DeviceStatus}; {@code ""} for any other status
 * @param ip its address
 */
public record ToldState(String name, String status, String ip) {

  /** It is not present, whatever its name was. */
  public static final ToldState ABSENT = new ToldState("", "", "");

  /** As long as an id may be; of longer texts the beginning counts. */
  private static final int MAX_TEXT = 400;

  /** Returns the state of a device that is present. */
  public static ToldState present(String name, String status, String ip) {
    String word = DeviceStatus.of(status).map(DeviceStatus::name).orElse("");
    return new ToldState(beginning(name), word, beginning(ip));
  }

  /** Returns the state in a retained message; empty if an earlier version has written it. */
  public static Optional<ToldState> ofRetained(JsonNode state) {
    if (state.path("presence").asText().equals("absent")) {
      return Optional.of(ABSENT);
    }
    return state.has("name")
        ? Optional.of(
            present(
                state.path("name").asText(""),
                state.path("status").asText(""),
                state.path("ip").asText("")))
        : Optional.empty();
  }

  private static String beginning(String text) {
    return text.substring(0, Math.min(text.length(), MAX_TEXT));
  }
}
