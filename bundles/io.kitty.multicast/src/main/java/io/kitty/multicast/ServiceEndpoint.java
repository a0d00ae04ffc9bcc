// SPDX-License-Identifier: Apache-2.0
package io.kitty.multicast;

import io.kitty.discovery.ClaimedAddress;
import io.kitty.discovery.Datagram;
import io.kitty.discovery.NetworkLink;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a service is to be found: what its message claims, as far as that is possible, and what the
 * hub believes.
 *
 * @param host the first host claimed that is possible, an address or a name; else the sender's
 *     address
 * @param port the port claimed, 0 for none
 * @param claimed the address claimed, where it is another than the sender's
 * @param address where the hub believes that it is: the address claimed where that is in a network
 *     of this host, as a neighbour may speak for another; else the sender's
 */
record ServiceEndpoint(String host, int port, @Nullable String claimed, InetAddress address) {

  static ServiceEndpoint of(
      AnnouncementMessage message, Datagram datagram, List<NetworkLink> links) {
    InetAddress sender = datagram.address();
    for (HostPort claim : message.claims()) {
      Optional<InetAddress> address = claim.address();
      if (address.isPresent() && possible(claim.host(), address.get(), sender, links)) {
        return new ServiceEndpoint(
            claim.host(),
            claim.port(),
            different(address.get(), sender),
            isNear(address.get(), links) ? address.get() : sender);
      }
      if (address.isEmpty() && !claim.host().isEmpty()) {
        return new ServiceEndpoint(claim.host(), claim.port(), null, sender);
      }
    }
    Optional<HostPort> first = message.claims().stream().findFirst();
    return new ServiceEndpoint(
        sender.getHostAddress(),
        first.map(HostPort::port).orElse(0),
        first.flatMap(HostPort::address).map(address -> different(address, sender)).orElse(null),
        sender);
  }

  private static boolean possible(
      String claim, InetAddress address, InetAddress sender, List<NetworkLink> links) {
    if (address instanceof Inet4Address) {
      return ClaimedAddress.addressOr(sender, claim, links).equals(address);
    }
    return !address.isAnyLocalAddress()
        && !address.isLoopbackAddress()
        && !address.isMulticastAddress()
        && (!address.isLinkLocalAddress() || sender.isLinkLocalAddress());
  }

  /** A link-local address says nothing without its interface. */
  private static boolean isNear(InetAddress address, List<NetworkLink> links) {
    return !(address.isLinkLocalAddress() && !(address instanceof Inet4Address))
        && links.stream().anyMatch(link -> link.subnetOf(address).isPresent());
  }

  private static @Nullable String different(InetAddress claimed, InetAddress sender) {
    return claimed.equals(sender) ? null : claimed.getHostAddress();
  }

  /** The service's place in one text. */
  String place() {
    return new HostPort(host, port).toString();
  }
}
