// SPDX-License-Identifier: Apache-2.0
package io.kitty.mdns;

import io.kitty.device.Endpoint;
import io.kitty.discovery.Link;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells which of the addresses that a machine claims can be used on one link: those in a network of
 * the link. Many announce the addresses of all their networks on each (those of containers, or
 * 127.0.0.1). Where none is left, or a machine does not answer questions for addresses (Snapmaker
 * U1), it is where its message came from.
 *
 * @param interfaceName the link's name
 * @param link the link; null if it has just gone
 */
record Addresses(String interfaceName, @Nullable Link link) {

  private static final int MOST = 4;

  /** Where the machine can be met. */
  List<Endpoint> endpoints(Host host) {
    List<InetAddress> usable = new ArrayList<>();
    host.addresses().stream().filter(this::onLink).limit(MOST).forEach(usable::add);
    boolean better = usable.stream().anyMatch(address -> !address.isLinkLocalAddress());
    usable.removeIf(address -> better && address.isLinkLocalAddress());
    if (usable.isEmpty()) {
      host.sender().ifPresent(usable::add);
    }
    return usable.stream().map(each -> new Endpoint(scoped(each), interfaceName)).toList();
  }

  private boolean onLink(InetAddress address) {
    if (!isPossible(address)) {
      return false;
    }
    if (link == null) {
      return !address.isLoopbackAddress() && !address.isLinkLocalAddress();
    }
    boolean ipv6LinkLocal = address instanceof Inet6Address && address.isLinkLocalAddress();
    return ipv6LinkLocal
        || link.subnetOf(address)
            .filter(subnet -> subnet.broadcast().filter(address::equals).isEmpty())
            .isPresent();
  }

  /** Whether a machine can have this address at all. */
  private static boolean isPossible(InetAddress address) {
    return !address.isAnyLocalAddress()
        && !address.isMulticastAddress()
        && !(address instanceof Inet4Address && isReserved(address.getAddress()));
  }

  /** 0.0.0.0/8 and 240.0.0.0/4, the limited broadcast in it. */
  private static boolean isReserved(byte[] ipv4) {
    return ipv4[0] == 0 || (ipv4[0] & 0xF0) == 0xF0;
  }

  /** A link-local IPv6 address means something only together with the link. */
  private InetAddress scoped(InetAddress address) {
    if (link == null || !(address instanceof Inet6Address) || !address.isLinkLocalAddress()) {
      return address;
    }
    try {
      return Inet6Address.getByAddress(null, address.getAddress(), link.index());
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * The address that it states, IPv4 first; where it states an impossible one, that of the sender;
   * empty where it states none.
   */
  Optional<String> stated(Host host) {
    Set<InetAddress> all = host.addresses();
    Optional<InetAddress> good =
        all.stream()
            .filter(address -> isPossible(address) && !address.isLoopbackAddress())
            .min((a, b) -> Boolean.compare(b instanceof Inet4Address, a instanceof Inet4Address));
    return (all.isEmpty() ? good : good.or(host::sender)).map(InetAddress::getHostAddress);
  }

  /** The address of one who speaks for a machine that is elsewhere. */
  Optional<String> stranger(Host host) {
    Set<InetAddress> all = host.addresses();
    boolean telling = all.stream().anyMatch(Inet4Address.class::isInstance);
    return host.sender()
        .filter(sender -> telling && sender instanceof Inet4Address && !all.contains(sender))
        .map(InetAddress::getHostAddress);
  }
}
