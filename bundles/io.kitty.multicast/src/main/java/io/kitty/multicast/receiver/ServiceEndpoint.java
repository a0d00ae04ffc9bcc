// SPDX-License-Identifier: Apache-2.0
package io.kitty.multicast.receiver;

import io.kitty.discovery.ClaimedAddress;
import io.kitty.discovery.Datagram;
import io.kitty.discovery.NetworkLink;
import io.kitty.multicast.message.AnnouncementMessage;
import io.kitty.multicast.message.HostPort;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The resolved address of a service: the claimed one if it is possible, and the one that the hub
 * uses.
 *
 * @param host the first possible claimed host, an address or a name; otherwise the sender's address
 * @param port the claimed port, 0 for none
 * @param claimed the claimed address if it differs from the sender's
 * @param address the address that the hub uses: the claimed one if it is in a network of this host,
 *     as a host may announce another one's service; otherwise the sender's
 */
record ServiceEndpoint(String host, int port, @Nullable String claimed, InetAddress address) {

  static ServiceEndpoint of(
      AnnouncementMessage message, Datagram datagram, List<NetworkLink> links) {
    InetAddress sender = datagram.address();
    for (HostPort claim : message.claims()) {
      Optional<InetAddress> address = claim.address();
      if (address.isPresent() && isPossible(claim.host(), address.get(), sender, links)) {
        return new ServiceEndpoint(
            claim.host(),
            claim.port(),
            claimedIfDifferent(address.get(), sender),
            isOnLink(address.get(), links) ? address.get() : sender);
      }
      if (address.isEmpty() && !claim.host().isEmpty()) {
        return new ServiceEndpoint(claim.host(), claim.port(), null, sender);
      }
    }
    Optional<HostPort> first = message.claims().stream().findFirst();
    return new ServiceEndpoint(
        sender.getHostAddress(),
        first.map(HostPort::port).orElse(0),
        first
            .flatMap(HostPort::address)
            .map(address -> claimedIfDifferent(address, sender))
            .orElse(null),
        sender);
  }

  private static boolean isPossible(
      String claim, InetAddress address, InetAddress sender, List<NetworkLink> links) {
    if (address instanceof Inet4Address) {
      return ClaimedAddress.addressOr(sender, claim, links).equals(address);
    }
    return !address.isAnyLocalAddress()
        && !address.isLoopbackAddress()
        && !address.isMulticastAddress()
        && (!address.isLinkLocalAddress() || sender.isLinkLocalAddress());
  }

  /** A link-local address is ambiguous without its interface. */
  private static boolean isOnLink(InetAddress address, List<NetworkLink> links) {
    return !(address.isLinkLocalAddress() && !(address instanceof Inet4Address))
        && links.stream().anyMatch(link -> link.subnetOf(address).isPresent());
  }

  private static @Nullable String claimedIfDifferent(InetAddress claimed, InetAddress sender) {
    return claimed.equals(sender) ? null : claimed.getHostAddress();
  }

  /** Returns host and port as text. */
  String hostPort() {
    return new HostPort(host, port).toString();
  }
}
