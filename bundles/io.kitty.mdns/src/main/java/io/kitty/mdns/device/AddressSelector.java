// SPDX-License-Identifier: Apache-2.0
package io.kitty.mdns.device;

import io.kitty.device.Endpoint;
import io.kitty.discovery.NetworkLink;
import io.kitty.mdns.cache.CachedHost;
import io.kitty.mdns.cache.LinkCache;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Selects the addresses of a host that can be used on one link. Many hosts state the addresses of
 * all their networks on each (those of containers, or 127.0.0.1): those in a subnet of the link are
 * used. A host that states none there, but others, is in another network, and a reflector repeats
 * its answers here: it is reported at its own addresses, not at the sender's. A host that states no
 * possible address, or does not answer address queries (Snapmaker U1), is reported at the sender's.
 *
 * @param interfaceName the link's name
 * @param links all selected links
 */
public record AddressSelector(String interfaceName, List<NetworkLink> links)
    implements LinkCache.AddressPolicy {

  /** The maximum of addresses per family. */
  private static final int MAX = 4;

  public AddressSelector {
    links = List.copyOf(links);
  }

  /** Returns where the host can be reached, the best address first. */
  List<Endpoint> endpoints(CachedHost host) {
    List<Endpoint> endpoints = new ArrayList<>();
    if (!isOnThisLink(host)) {
      for (InetAddress each : best(host, this::isOfOtherNetwork)) {
        endpoints.add(new Endpoint(each, ""));
      }
      return endpoints;
    }
    for (InetAddress each : best(host, each -> isOnLink(each) || isSender(host, each))) {
      endpoints.add(new Endpoint(scoped(each), interfaceName));
    }
    if (endpoints.isEmpty() && !host.claimsOurAddress()) {
      endpoints.add(new Endpoint(scoped(host.sender()), interfaceName));
    }
    return endpoints;
  }

  /**
   * Returns whether a host is on this link: it is the sender, or states an address of the link, or
   * none that a device elsewhere could have. An IPv6 link-local address may belong to any link.
   */
  private boolean isOnThisLink(CachedHost host) {
    boolean elsewhere = false;
    for (InetAddress each : host.addresses()) {
      if (isSender(host, each) || isOnLink(each) && !each.isLinkLocalAddress()) {
        return true;
      }
      elsewhere |= isOfOtherNetwork(each);
    }
    return !elsewhere;
  }

  private static boolean isSender(CachedHost host, InetAddress address) {
    return host.sender().equals(address);
  }

  /** Returns the usable addresses, IPv4 first; link-local ones only if there are no others. */
  private List<InetAddress> best(CachedHost host, Predicate<InetAddress> usable) {
    List<InetAddress> ipv4 = new ArrayList<>();
    List<InetAddress> ipv6 = new ArrayList<>();
    boolean far = false;
    for (InetAddress each : host.addresses()) {
      if (usable.test(each)) {
        (each instanceof Inet4Address ? ipv4 : ipv6).add(each);
        far |= !each.isLinkLocalAddress();
      }
    }
    List<InetAddress> best = new ArrayList<>();
    for (List<InetAddress> family : List.of(ipv4, ipv6)) {
      if (far) {
        family.removeIf(InetAddress::isLinkLocalAddress);
      }
      family.sort(order());
      best.addAll(family.subList(0, Math.min(MAX, family.size())));
    }
    return best;
  }

  /** Returns the order of a host's addresses, the best of each family first. */
  @Override
  public Comparator<InetAddress> order() {
    return Comparator.comparing((InetAddress address) -> !isOnLink(address))
        .thenComparing(address -> !isPossible(address))
        .thenComparing(AddressSelector::scope);
  }

  /** Returns the scope of an address: global, site (RFC 4193), or link. */
  private static int scope(InetAddress address) {
    if (address.isLoopbackAddress()) {
      return 3;
    }
    if (address.isLinkLocalAddress()) {
      return 2;
    }
    return address instanceof Inet6Address && (address.getAddress()[0] & 0xFE) == 0xFC ? 1 : 0;
  }

  private boolean isOnLink(InetAddress address) {
    NetworkLink link = link();
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

  /** Returns whether the address is one of another network. */
  private boolean isOfOtherNetwork(InetAddress address) {
    return isPossible(address) && !address.isLoopbackAddress() && !isOnLink(address);
  }

  /** Returns whether a device can have this address at all. */
  private static boolean isPossible(InetAddress address) {
    return !address.isAnyLocalAddress()
        && !address.isMulticastAddress()
        && !(address instanceof Inet4Address && isReserved(address.getAddress()));
  }

  /** 0.0.0.0/8 and 240.0.0.0/4, which holds the limited broadcast address. */
  private static boolean isReserved(byte[] ipv4) {
    return ipv4[0] == 0 || (ipv4[0] & 0xF0) == 0xF0;
  }

  /** Returns whether an address is one of this hub's own. */
  @Override
  public boolean isOurs(InetAddress address) {
    for (NetworkLink each : links) {
      if (each.owns(address)) {
        return true;
      }
    }
    return false;
  }

  private @Nullable NetworkLink link() {
    for (NetworkLink each : links) {
      if (each.name().equals(interfaceName)) {
        return each;
      }
    }
    return null;
  }

  /** Adds the link to an IPv6 link-local address, which is ambiguous without it. */
  private InetAddress scoped(InetAddress address) {
    NetworkLink link = link();
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
   * Returns the stated address, IPv4 first; that of the sender if none is possible, empty if none
   * is stated.
   */
  Optional<String> stated(CachedHost host) {
    Set<InetAddress> all = host.addresses();
    Optional<InetAddress> good =
        all.stream()
            .filter(address -> isPossible(address) && !address.isLoopbackAddress())
            .min(
                Comparator.comparing((InetAddress address) -> !(address instanceof Inet4Address))
                    .thenComparing(order()));
    return (all.isEmpty() ? good : good.or(() -> Optional.of(host.sender())))
        .map(InetAddress::getHostAddress);
  }

  /** Returns the address of a sender that announces a host elsewhere. */
  Optional<String> proxy(CachedHost host) {
    Set<InetAddress> all = host.addresses();
    boolean telling = all.stream().anyMatch(Inet4Address.class::isInstance);
    return Optional.of(host.sender())
        .filter(sender -> telling && sender instanceof Inet4Address && !all.contains(sender))
        .map(InetAddress::getHostAddress);
  }
}
