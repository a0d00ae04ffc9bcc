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
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Tells which of the addresses that a machine states can be used on one link. Many state the
 * addresses of all their networks on each (those of containers, or 127.0.0.1): those in a network
 * of the link are used. One that states none there is of another network, and somebody repeats its
 * answers here: it is where it says, and not at the sender's. One that states no possible address,
 * or does not answer questions for them (Snapmaker U1), is where its message came from.
 *
 * @param interfaceName the link's name
 * @param links all links that are in use
 */
public record AddressSelector(String interfaceName, List<NetworkLink> links)
    implements LinkCache.AddressPolicy {

  /** How many are used of each family. */
  private static final int MAX = 4;

  public AddressSelector {
    links = List.copyOf(links);
  }

  /** Where the machine can be met, the best address first. */
  List<Endpoint> endpoints(CachedHost host) {
    if (!isHere(host)) {
      return best(host, this::isElsewhere).map(address -> new Endpoint(address, "")).toList();
    }
    List<InetAddress> usable =
        best(host, address -> isOnLink(address) || spoke(host, address)).toList();
    if (usable.isEmpty() && !host.claimsOurAddress()) {
      usable = List.of(host.sender());
    }
    return usable.stream().map(each -> new Endpoint(scoped(each), interfaceName)).toList();
  }

  /**
   * Whether a machine is on this link: it spoke itself, or states an address of the link, or none
   * that any machine elsewhere could have. A link-local IPv6 address may be that of any link.
   */
  private boolean isHere(CachedHost host) {
    Set<InetAddress> all = host.addresses();
    return all.stream().noneMatch(this::isElsewhere)
        || all.stream()
            .anyMatch(each -> spoke(host, each) || isOnLink(each) && !each.isLinkLocalAddress());
  }

  private static boolean spoke(CachedHost host, InetAddress address) {
    return host.sender().equals(address);
  }

  private Stream<InetAddress> best(CachedHost host, Predicate<InetAddress> usable) {
    List<InetAddress> all = host.addresses().stream().filter(usable).sorted(order()).toList();
    boolean far = all.stream().anyMatch(address -> !address.isLinkLocalAddress());
    return Stream.of(true, false)
        .flatMap(
            ipv4 ->
                all.stream()
                    .filter(address -> address instanceof Inet4Address == ipv4)
                    .filter(address -> !(far && address.isLinkLocalAddress()))
                    .limit(MAX));
  }

  /** The order in which a machine's addresses count, the best of each family first. */
  @Override
  public Comparator<InetAddress> order() {
    return Comparator.comparing((InetAddress address) -> !isOnLink(address))
        .thenComparing(address -> !isPossible(address))
        .thenComparing(AddressSelector::scope);
  }

  /** How far an address leads: everywhere, within a site (RFC 4193), or on the link only. */
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

  /** Whether a machine of another network can have this address. */
  private boolean isElsewhere(InetAddress address) {
    return isPossible(address) && !address.isLoopbackAddress() && !isOnLink(address);
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

  /** Whether an address is one of this hub's own. */
  @Override
  public boolean isOurs(InetAddress address) {
    return links.stream().anyMatch(each -> each.owns(address));
  }

  private @Nullable NetworkLink link() {
    return links.stream()
        .filter(each -> each.name().equals(interfaceName))
        .findFirst()
        .orElse(null);
  }

  /** A link-local IPv6 address means something only together with the link. */
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
   * The address that it states, IPv4 first; where it states an impossible one, that of the sender;
   * empty where it states none.
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

  /** The address of one who speaks for a machine that is elsewhere. */
  Optional<String> stranger(CachedHost host) {
    Set<InetAddress> all = host.addresses();
    boolean telling = all.stream().anyMatch(Inet4Address.class::isInstance);
    return Optional.of(host.sender())
        .filter(sender -> telling && sender instanceof Inet4Address && !all.contains(sender))
        .map(InetAddress::getHostAddress);
  }
}
