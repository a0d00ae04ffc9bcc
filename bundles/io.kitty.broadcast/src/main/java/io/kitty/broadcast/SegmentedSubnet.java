// SPDX-License-Identifier: Apache-2.0
package io.kitty.broadcast;

import io.kitty.discovery.InterfaceFilter;
import io.kitty.discovery.NetworkLink;
import io.kitty.discovery.Subnet;
import java.util.List;
import java.util.Optional;

/**
 * A network of an interface that is probably divided into segments which broadcasts do not leave:
 * large private networks are assigned with a short prefix and then split by switches, mostly at 24
 * bits. It is a guess from the address alone.
 *
 * @param interfaceName the interface
 * @param address its address and the network's prefix length
 */
record SegmentedSubnet(String interfaceName, Subnet address) {

  /** The prefix length of a usual segment. */
  private static final int SEGMENT = 24;

  /**
   * The private networks that are large enough (RFC 1918, section 3); 192.168/16 is assigned in
   * small parts.
   */
  private static final List<Subnet> LARGE =
      List.of(Subnet.parse("10.0.0.0/8"), Subnet.parse("172.16.0.0/12"));

  private static final InterfaceFilter PHYSICAL = InterfaceFilter.of(InterfaceFilter.DEFAULT);

  /**
   * Returns the first such network of an interface; those of containers and virtual machines never
   * count.
   */
  static Optional<SegmentedSubnet> of(NetworkLink link) {
    return link.loopback() || !PHYSICAL.test(link.name())
        ? Optional.empty()
        : link.subnets().stream()
            .filter(SegmentedSubnet::isDivided)
            .findFirst()
            .map(subnet -> new SegmentedSubnet(link.name(), subnet));
  }

  private static boolean isDivided(Subnet subnet) {
    return subnet.ipv4()
        && subnet.prefix() < SEGMENT
        && LARGE.stream()
            .anyMatch(
                large -> subnet.prefix() >= large.prefix() && large.contains(subnet.address()))
        && !subnet.broadcast().equals(new Subnet(subnet.address(), SEGMENT).broadcast());
  }

  /** Returns the network, without its prefix length. */
  String network() {
    return first(address.prefix());
  }

  /** Returns how many host addresses the network has. */
  long totalHosts() {
    return (1L << (32 - address.prefix())) - 2;
  }

  /** Returns how many segments there may be. */
  long segments() {
    return 1L << (SEGMENT - address.prefix());
  }

  /** Returns the segment of this hub, which its broadcasts probably do not leave. */
  String broadcastDomain() {
    return first(SEGMENT) + "/" + SEGMENT;
  }

  private String first(int prefix) {
    byte[] bytes = address.address().getAddress();
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < bytes.length; i++) {
      int kept = Math.max(0, Math.min(8, prefix - 8 * i));
      text.append(i == 0 ? "" : ".").append(bytes[i] & (0xff00 >> kept) & 0xff);
    }
    return text.toString();
  }

  /** Returns the readable hint. */
  String hint() {
    return "nothing answered, and the network may be segmented: interface "
        + interfaceName
        + ", ip "
        + address.address().getHostAddress()
        + ", network "
        + network()
        + ", prefix "
        + address.prefix()
        + ", total hosts "
        + totalHosts()
        + ", segments "
        + segments()
        + ", likely broadcast domain "
        + broadcastDomain()
        + ". Servers beyond it do not hear what is broadcast from here.";
  }
}
