// SPDX-License-Identifier: Apache-2.0
package io.kitty.broadcast;

import io.kitty.device.Endpoint;
import io.kitty.device.Service;
import io.kitty.device.Sighting;
import io.kitty.discovery.ClaimedAddress;
import io.kitty.discovery.NetworkLink;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Makes sightings of answers. Their key is the address and port that the server tells, or the
 * sender's address where nobody could have the one it tells: a server that does not know better
 * says 127.0.0.1. Its address is the sender's in any case, and part of the key where the server
 * tells another one: so nobody has the key of a server elsewhere.
 */
final class SightingMapper {

  private SightingMapper() {}

  static Sighting of(
      ServerReply answer, Endpoint endpoint, Duration lifetime, List<NetworkLink> links) {
    InetAddress sender = endpoint.address();
    String source = sender.getHostAddress();
    String ip = ClaimedAddress.addressOr(sender, answer.ip(), links).getHostAddress();
    String server = ip + ":" + answer.port();
    return Sighting.of(ip.equals(source) ? server : server + "|" + source, endpoint, lifetime)
        .attribute("ip", ip)
        .attribute("port", answer.port())
        .attribute("source", source)
        .attribute("claimed_ip", answer.ip().equals(source) ? null : answer.ip())
        .attribute("response", answer.raw())
        .service(new Service("server", "", answer.port(), Map.of()))
        .build();
  }
}
