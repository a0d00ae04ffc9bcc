// SPDX-License-Identifier: Apache-2.0
package io.kitty.snapmaker;

import io.kitty.device.Endpoint;
import io.kitty.device.Fact;
import io.kitty.device.Service;
import io.kitty.device.Sighting;
import io.kitty.discovery.ClaimedAddress;
import io.kitty.discovery.NetworkLink;
import io.kitty.snapmaker.Reply.Format;
import io.kitty.state.DeviceStatus;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Converts replies to sightings. A reply contains no identifier, and names and models are not
 * unique, so the key is the address: the sender's, as on cable machines still claim their Wi-Fi
 * address.
 */
final class SightingMapper {

  /** The SACP service (Snapmaker/Luban, src/server/services/machine). */
  private static final Service SACP = new Service("sacp", "", 8888, Map.of());

  /** The control port of machines without SACP; it serves no page for people. */
  private static final Service HTTP = new Service("http", "", 8080, Map.of());

  /** Sent by a J1 that does not know its model. */
  private static final String NO_MODEL = "NaN";

  /** Fields that are not copied as they are. */
  private static final Set<String> MAPPED_FIELDS =
      Set.of("name", "status", "state", "ip", "source", "claimed_ip");

  private SightingMapper() {}

  static Sighting of(Reply reply, Endpoint endpoint, Duration lifetime, List<NetworkLink> links) {
    InetAddress sender = endpoint.address();
    String source = sender.getHostAddress();
    String ip = ClaimedAddress.addressOr(sender, reply.claim(), links).getHostAddress();
    boolean sameAddress = reply.claim().isEmpty() || reply.claim().equals(source);
    Sighting.Builder sighting =
        Sighting.of(source, endpoint, lifetime)
            .fact(Fact.VENDOR, "Snapmaker")
            .fact(Fact.NAME, reply.name())
            .fact(Fact.MODEL, reply.model().equals(NO_MODEL) ? "" : reply.model())
            .fact(Fact.STATUS, status(reply.status()));
    reply.fields().entrySet().stream()
        .filter(field -> !MAPPED_FIELDS.contains(field.getKey()))
        .sorted(Map.Entry.comparingByKey())
        .forEach(field -> sighting.attribute(field.getKey(), field.getValue()));
    sighting
        .attribute("name", text(reply.name()))
        .attribute("status", text(reply.status()))
        .attribute("ip", ip)
        .attribute("source", sameAddress ? null : source)
        .attribute("claimed_ip", sameAddress ? null : reply.claim());
    if (reply.format() == Format.PIPES) {
      sighting.service(reply.sacp() ? SACP : HTTP);
    }
    return sighting.build();
  }

  /** Returns the status that a machine's word means, else the word. */
  private static String status(String word) {
    return DeviceStatus.of(word).map(Enum::name).orElse(word);
  }

  private static @Nullable String text(String text) {
    return text.isEmpty() ? null : text;
  }
}
