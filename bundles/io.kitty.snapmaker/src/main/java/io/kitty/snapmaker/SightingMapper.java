// SPDX-License-Identifier: Apache-2.0
package io.kitty.snapmaker;

import io.kitty.device.Endpoint;
import io.kitty.device.Fact;
import io.kitty.device.Service;
import io.kitty.device.Sighting;
import io.kitty.discovery.ClaimedAddress;
import io.kitty.discovery.NetworkLink;
import io.kitty.snapmaker.Reply.Format;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes sightings of replies. A reply holds nothing that identifies the machine, and names and
 * models are no more than common, so that its address is the key; it is the sender's, as on cable
 * machines still claim that of their Wi-Fi.
 */
final class SightingMapper {

  /** Where SACP is spoken (Snapmaker/Luban, src/server/services/machine). */
  private static final Service SACP = new Service("sacp", "", 8888, Map.of());

  /** Where machines without SACP are controlled over HTTP; it is no page for people. */
  private static final Service HTTP = new Service("http", "", 8080, Map.of());

  /** What a J1 tells that does not know its model. */
  private static final String NO_MODEL = "NaN";

  /** What is not taken over as it stands. */
  private static final Set<String> OURS =
      Set.of("name", "status", "state", "ip", "source", "claimed_ip");

  private SightingMapper() {}

  static Sighting of(Reply reply, Endpoint endpoint, Duration lifetime, List<NetworkLink> links) {
    InetAddress sender = endpoint.address();
    String source = sender.getHostAddress();
    String ip = ClaimedAddress.addressOr(sender, reply.claim(), links).getHostAddress();
    boolean honest = reply.claim().isEmpty() || reply.claim().equals(source);
    Sighting.Builder sighting =
        Sighting.of(source, endpoint, lifetime)
            .fact(Fact.VENDOR, "Snapmaker")
            .fact(Fact.NAME, reply.name())
            .fact(Fact.MODEL, reply.model().equals(NO_MODEL) ? "" : reply.model())
            .fact(Fact.STATUS, reply.status());
    reply.fields().entrySet().stream()
        .filter(field -> !OURS.contains(field.getKey()))
        .sorted(Map.Entry.comparingByKey())
        .forEach(field -> sighting.attribute(field.getKey(), field.getValue()));
    sighting
        .attribute("name", text(reply.name()))
        .attribute("status", text(reply.status()))
        .attribute("ip", ip)
        .attribute("source", honest ? null : source)
        .attribute("claimed_ip", honest ? null : reply.claim());
    if (reply.format() == Format.PIPES) {
      sighting.service(reply.sacp() ? SACP : HTTP);
    }
    return sighting.build();
  }

  private static @Nullable String text(String text) {
    return text.isEmpty() ? null : text;
  }
}
