// SPDX-License-Identifier: Apache-2.0
package io.kitty.net.http;

import io.kitty.discovery.NetworkLink;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Decides where a provider may send requests. Addresses and ports are stated by devices, and
 * without limits any of them could use this hub to reach others.
 */
public final class DestinationPolicy {

  private final Supplier<List<NetworkLink>> selected;
  private final Predicate<InetAddress> present;
  private final Supplier<Set<Integer>> hubPorts;

  /**
   * @param selected returns the provider's interfaces that are up
   * @param present returns whether a present device has an address
   * @param hubPorts returns the TCP ports that this hub serves
   */
  public DestinationPolicy(
      Supplier<List<NetworkLink>> selected,
      Predicate<InetAddress> present,
      Supplier<Set<Integer>> hubPorts) {
    this.selected = selected;
    this.present = present;
    this.hubPorts = hubPorts;
  }

  /** Returns why nothing is sent there; empty if it is allowed. */
  Optional<String> objection(InetAddress address, int port) {
    List<NetworkLink> links = selected.get();
    if (!isUnicast(address, links)) {
      return Optional.of("not the address of one device");
    }
    if (address.isLoopbackAddress() && links.stream().noneMatch(NetworkLink::loopback)) {
      return Optional.of("this host itself");
    }
    if (!isOnLink(address, links) && !present.test(address)) {
      return Optional.of("not in a selected network, and no device is known there");
    }
    return hubPorts.get().contains(port) && isOwn(address)
        ? Optional.of("this hub itself serves that port")
        : Optional.empty();
  }

  private static boolean isUnicast(InetAddress address, List<NetworkLink> links) {
    int first = address.getAddress()[0] & 0xff;
    boolean impossible = address.getAddress().length == 4 && (first == 0 || first >= 224);
    return !impossible
        && !address.isAnyLocalAddress()
        && !address.isMulticastAddress()
        && links.stream()
            .flatMap(link -> link.subnets().stream())
            .noneMatch(subnet -> subnet.broadcast().equals(Optional.of(address)));
  }

  private static boolean isOnLink(InetAddress address, List<NetworkLink> links) {
    return links.stream()
        .filter(link -> fitsZone(address, link))
        .anyMatch(link -> link.subnetOf(address).isPresent());
  }

  /** A link-local address is one of the interface that its zone names. */
  private static boolean fitsZone(InetAddress address, NetworkLink link) {
    return !(address instanceof Inet6Address scoped && address.isLinkLocalAddress())
        || scoped.getScopeId() == 0
        || scoped.getScopeId() == link.index();
  }

  private static boolean isOwn(InetAddress address) {
    try {
      return address.isLoopbackAddress() || NetworkInterface.getByInetAddress(address) != null;
    } catch (SocketException e) {
      return true; // it cannot be known
    }
  }
}
