// SPDX-License-Identifier: Apache-2.0
package io.kitty.multicast.receiver;

import io.kitty.device.Endpoint;
import io.kitty.device.Fact;
import io.kitty.device.Service;
import io.kitty.device.Sighting;
import io.kitty.discovery.Datagram;
import io.kitty.multicast.message.AnnouncementMessage;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Converts announcements to sightings. */
final class SightingMapper {

  /** Fields that are reported elsewhere, or under another meaning. */
  private static final Set<String> RESERVED_FIELDS =
      Set.of("type", "name", "addr", "ip", "host", "port", "source", "claimed_ip");

  private SightingMapper() {}

  static Sighting of(
      String key,
      AnnouncementMessage message,
      ServiceEndpoint endpoint,
      Datagram datagram,
      Duration lifetime) {
    Sighting.Builder sighting =
        Sighting.of(key, endpoint(endpoint, datagram), lifetime)
            .via(datagram.address())
            .fact(Fact.NAME, message.name())
            .attribute("type", orNull(message.type()))
            .attribute("name", orNull(message.name()))
            .attribute("addr", orNull(message.addr()))
            .attribute("host", endpoint.host())
            .attribute("port", endpoint.port() == 0 ? null : endpoint.port())
            .attribute("source", datagram.address().getHostAddress())
            .attribute("claimed_ip", endpoint.claimed());
    Map<String, String> txt = new HashMap<>();
    message
        .attributes()
        .forEach(
            (field, value) -> {
              if (!RESERVED_FIELDS.contains(field)) {
                sighting.attribute(field, scalar(value));
                txt.put(field, scalar(value).toString());
              }
            });
    message.readings().forEach((field, value) -> sighting.reading(field, scalar(value)));
    return sighting
        .service(new Service(message.type(), message.name(), endpoint.port(), txt))
        .build();
  }

  /** If the address is not the sender's, the hub determines the interface. */
  private static Endpoint endpoint(ServiceEndpoint endpoint, Datagram datagram) {
    return endpoint.address().equals(datagram.address())
        ? datagram.endpoint()
        : new Endpoint(endpoint.address(), "");
  }

  private static Object scalar(Object value) {
    return value instanceof List<?> list
        ? list.stream().map(Object::toString).collect(Collectors.joining(", "))
        : value;
  }

  private static @Nullable String orNull(String text) {
    return text.isEmpty() ? null : text;
  }
}
