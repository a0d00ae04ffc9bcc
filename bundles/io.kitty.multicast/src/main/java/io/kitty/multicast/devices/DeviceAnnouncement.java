// SPDX-License-Identifier: Apache-2.0
package io.kitty.multicast.devices;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kitty.device.Device;
import io.kitty.device.Evidence;
import io.kitty.device.Fact;
import io.kitty.device.SafeText;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What is announced of a device: {@code type}, {@code name}, {@code addr} and {@code version} as
 * listeners know them, its {@code id}, and the time of each packet.
 */
record DeviceAnnouncement(String type, String name, String addr, String version, String id) {

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN).build();

  /**
   * What other hubs say: announcements and shared registries. To repeat it would have two hubs keep
   * a dead device alive between them.
   */
  private static final Set<String> HEARSAY = Set.of("multicast", "redis");

  // So long that everything together fits into a packet.
  private static final int LONGEST_NAME = 100;
  private static final int LONGEST_WORD = 50;

  /** Of a device that this hub itself sees now; empty for any other. */
  static Optional<DeviceAnnouncement> of(Device device) {
    List<Evidence> own =
        device.sightings().filter(each -> !HEARSAY.contains(each.source().id())).toList();
    return device
        .address()
        .filter(address -> device.present() && !own.isEmpty())
        .map(
            address ->
                new DeviceAnnouncement(
                    SafeText.clean(device.kind(), LONGEST_WORD),
                    fact(own, Fact.NAME, Fact.HOSTNAME, LONGEST_NAME),
                    text(address),
                    fact(own, Fact.FIRMWARE, Fact.FIRMWARE, LONGEST_WORD),
                    device.id().value()));
  }

  /** What the hub's own protocols say, the best first; a name that came from others would echo. */
  private static String fact(List<Evidence> own, Fact fact, Fact otherwise, int longest) {
    return Stream.of(fact, otherwise)
        .flatMap(wanted -> own.stream().map(each -> each.sighting().facts().get(wanted)))
        .filter(Objects::nonNull)
        .findFirst()
        .map(text -> SafeText.clean(text, longest))
        .orElse("");
  }

  /** Without the interface's name, which means nothing to others. */
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
