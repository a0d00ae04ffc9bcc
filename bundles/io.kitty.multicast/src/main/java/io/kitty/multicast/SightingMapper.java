// SPDX-License-Identifier: Apache-2.0
package io.kitty.multicast;

import io.kitty.device.Endpoint;
import io.kitty.device.Fact;
import io.kitty.device.Service;
import io.kitty.device.Sighting;
import io.kitty.discovery.Datagram;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes sightings of announcements. */
final class SightingMapper {

  /** What is told in another place, or under another meaning. */
  private static final Set<String> TAKEN =
      Set.of("type", "name", "addr", "ip", "host", "port", "source", "claimed_ip");

  private SightingMapper() {}

  static Sighting of(
      String key,
      AnnouncementMessage message,
      ServiceEndpoint contact,
      Datagram datagram,
      Duration lifetime) {
    Sighting.Builder sighting =
        Sighting.of(key, endpoint(contact, datagram), lifetime)
            .via(datagram.address())
            .fact(Fact.NAME, message.name())
            .attribute("type", orNull(message.type()))
            .attribute("name", orNull(message.name()))
            .attribute("addr", orNull(message.addr()))
            .attribute("host", contact.host())
            .attribute("port", contact.port() == 0 ? null : contact.port())
            .attribute("source", datagram.address().getHostAddress())
            .attribute("claimed_ip", contact.claimed());
    Map<String, String> txt = new HashMap<>();
    message
        .said()
        .forEach(
            (field, value) -> {
              if (!TAKEN.contains(field)) {
                sighting.attribute(field, scalar(value));
                txt.put(field, scalar(value).toString());
              }
            });
    message.readings().forEach((field, value) -> sighting.reading(field, scalar(value)));
    return sighting
        .service(new Service(message.type(), message.name(), contact.port(), txt))
        .build();
  }

  /** Where the hub does not believe the sender to be, it finds the interface itself. */
  private static Endpoint endpoint(ServiceEndpoint contact, Datagram datagram) {
    return contact.address().equals(datagram.address())
        ? datagram.endpoint()
        : new Endpoint(contact.address(), "");
  }

  private static Object scalar(Object value) {
    return value instanceof List<?> several
        ? several.stream().map(Object::toString).collect(Collectors.joining(", "))
        : value;
  }

  private static @Nullable String orNull(String text) {
    return text.isEmpty() ? null : text;
  }
}
