// SPDX-License-Identifier: Apache-2.0
package io.kitty.itests.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/** Events of {@link ChangingPrinters}, as other programs receive them. */
final class EventChain {

  private static final ObjectMapper JSON = new ObjectMapper();

  private EventChain() {}

  /** An event. */
  record Event(String name, JsonNode data) {

    static Event of(String name, String data) throws IOException {
      return new Event(name, JSON.readTree(data));
    }

    String device() {
      return data.path("id").asText();
    }
  }

  /**
   * Asserts that the events of each device lead from one to the next: none is repeated, none is
   * missing and none is late.
   *
   * @return the names of the devices that are there after the last, by their ids
   */
  static Map<String, String> last(Collection<Event> events) {
    Map<String, String> names = new TreeMap<>();
    for (Event event : events) {
      String name = event.data().path("name").asText();
      String known = names.get(event.device());
      switch (event.name()) {
        case "device_appeared" -> {
          assertThat(known).as("before %s", event).isNull();
          names.put(event.device(), name);
        }
        case "device_changed" -> {
          assertThat(event.data().path("before").path("name").asText())
              .as("before %s", event)
              .isEqualTo(known);
          assertThat(ChangingPrinters.version(name))
              .as("version of %s", event)
              .isGreaterThan(ChangingPrinters.version(known));
          names.put(event.device(), name);
        }
        case "device_departed" ->
            assertThat(names.remove(event.device())).as("before %s", event).isEqualTo(name);
        default -> throw new AssertionError("An unknown event: " + event);
      }
    }
    return names;
  }
}
