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
 * Converts replies to sightings. Their key is the claimed address and port, with the sender's
 * address in place of an impossible one: a server that does not know its address sends 127.0.0.1.
 * The sighting's address is always the sender's, and part of the key if the claimed one differs: so
 * no host can take the key of another server.
 */
final class SightingMapper {

  private SightingMapper() {}

  static Sighting of(
      ServerReply reply, Endpoint endpoint, Duration lifetime, List<NetworkLink> links) {
    InetAddress sender = endpoint.address();
    String source = sender.getHostAddress();
    String ip = ClaimedAddress.addressOr(sender, reply.ip(), links).getHostAddress();
    String server = ip + ":" + reply.port();
    return Sighting.of(ip.equals(source) ? server : server + "|" + source, endpoint, lifetime)
        .attribute("ip", ip)
        .attribute("port", reply.port())
        .attribute("source", source)
        .attribute("claimed_ip", reply.ip().equals(source) ? null : reply.ip())
        .attribute("response", reply.raw())
        .service(new Service("server", "", reply.port(), Map.of()))
        .build();
  }
}
