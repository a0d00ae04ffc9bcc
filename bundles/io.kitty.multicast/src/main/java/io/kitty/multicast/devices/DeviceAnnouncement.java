// SPDX-License-Identifier: Apache-2.0
package io.kitty.multicast.devices;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kitty.device.Device;
import io.kitty.device.Evidence;
import io.kitty.device.Fact;
import io.kitty.device.Source;
import io.kitty.multicast.MulticastProvider;
import io.kitty.text.SafeText;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The announcement of a device: {@code type}, {@code name}, {@code addr} and {@code version} as
 * listeners expect them, its {@code id}, and the time of each packet.
 */
record DeviceAnnouncement(String type, String name, String addr, String version, String id) {

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN).build();

  // Short enough for everything together to fit into one packet.
  private static final int MAX_NAME = 100;
  private static final int MAX_WORD = 50;

  /** Returns the announcement of a device that this hub sees itself; empty for any other. */
  static Optional<DeviceAnnouncement> of(Device device) {
    List<Evidence> own = device.sightings().filter(each -> isOwn(each.source())).toList();
    return device
        .address()
        .filter(address -> device.present() && !own.isEmpty())
        .map(
            address ->
                new DeviceAnnouncement(
                    SafeText.clean(device.kind(), MAX_WORD),
                    fact(own, Fact.NAME, Fact.HOSTNAME, MAX_NAME),
                    text(address),
                    fact(own, Fact.FIRMWARE, Fact.FIRMWARE, MAX_WORD),
                    device.id().value()));
  }

  /**
   * Returns whether this hub saw something itself. What other hubs announce or share is not
   * repeated, which would make two hubs keep a departed device alive between them.
   */
  private static boolean isOwn(Source source) {
    return !source.relayed() && !source.id().equals(MulticastProvider.ID);
  }

  /**
   * Returns what the hub's own protocols state, by authority; a name from other hubs would echo.
   */
  private static String fact(List<Evidence> own, Fact fact, Fact fallback, int maxLength) {
    return Stream.of(fact, fallback)
        .flatMap(candidate -> own.stream().map(each -> each.sighting().facts().get(candidate)))
        .filter(Objects::nonNull)
        .findFirst()
        .map(text -> SafeText.clean(text, maxLength))
        .orElse("");
  }

  /** Without the interface name, which is local to this host. */
  private static String text(InetAddress address) {
    String text = address.getHostAddress();
    int scope = text.indexOf('%');
    return scope < 0 ? text : text.substring(0, scope);
  }

  byte[] packet(Instant now) {
    ObjectNode message = JSON.createObjectNode();
    message.put("type", type).put("name", name).put("addr", addr);
    if (!version.isEmpty()) {
      message.put("version", version);
    }
    message.put("id", id).put("timestamp", BigDecimal.valueOf(now.toEpochMilli(), 3));
    try {
      return JSON.writeValueAsBytes(message);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
