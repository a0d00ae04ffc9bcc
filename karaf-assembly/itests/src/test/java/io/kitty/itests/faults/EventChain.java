// SPDX-License-Identifier: Apache-2.0
package io.kitty.itests.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
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
   * Where events lead to.
   *
   * @param names the names of the devices that are there after the last, by their ids
   * @param repeated the number of those that had led on before, and do so no more
   */
  record End(Map<String, String> names, int repeated) {}

  /**
   * Asserts that the events of each device lead from one to the next, besides repeated ones: none
   * is missing and none is late.
   */
  static End follow(Collection<Event> events) {
    Map<String, String> names = new TreeMap<>();
    Set<String> seen = new HashSet<>();
    int repeated = 0;
    for (Event event : events) {
      String name = event.data().path("name").asText();
      String known = names.get(event.device());
      boolean leads = leads(event, name, known);
      if (!seen.add(event.device() + event.name() + name) && !leads) {
        repeated++;
        continue;
      }
      assertThat(leads).as("leads on from %s: %s", known, event).isTrue();
      if (event.name().equals("device_departed")) {
        names.remove(event.device());
      } else {
        names.put(event.device(), name);
      }
    }
    return new End(names, repeated);
  }

  private static boolean leads(Event event, String name, String known) {
    return switch (event.name()) {
      case "device_appeared" -> known == null;
      case "device_changed" ->
          known != null
              && known.equals(event.data().path("before").path("name").asText())
              && ChangingPrinters.version(name) > ChangingPrinters.version(known);
      case "device_departed" -> name.equals(known);
      default -> throw new AssertionError("An unknown event: " + event);
    };
  }

  /**
   * Returns the names of the devices that are there after the last event of each, by their ids.
   * Events may be repeated before.
   */
  static Map<String, String> last(Collection<Event> events) {
    Map<String, String> names = new TreeMap<>();
    for (Event event : events) {
      if (event.name().equals("device_departed")) {
        names.remove(event.device());
      } else {
        names.put(event.device(), event.data().path("name").asText());
      }
    }
    return names;
  }
}
