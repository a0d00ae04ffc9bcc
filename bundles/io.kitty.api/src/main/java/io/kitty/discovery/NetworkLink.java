// SPDX-License-Identifier: Apache-2.0
package io.kitty.discovery;

import io.kitty.device.Identifier;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A network interface of this machine that is up, as it is at one moment.
 *
 * @param name its name, for instance {@code eth0}
 * @param index its index; another one under the same name is another interface
 * @param loopback whether it leads nowhere but here
 * @param mac its hardware address; null where it has none
 * @param subnets its addresses, each with its prefix length
 */
public record NetworkLink(
    String name, int index, boolean loopback, Identifier.@Nullable Mac mac, List<Subnet> subnets) {

  // Not a compact constructor: javac 17 would lose the @Nullable of its parameter.
  public NetworkLink(
      String name,
      int index,
      boolean loopback,
      Identifier.@Nullable Mac mac,
      List<Subnet> subnets) {
    this.name = name;
    this.index = index;
    this.loopback = loopback;
    this.mac = mac;
    this.subnets = List.copyOf(subnets);
  }

  /** The network of this interface that the address is in. */
  public Optional<Subnet> subnetOf(InetAddress address) {
    return subnets.stream().filter(subnet -> subnet.contains(address)).findFirst();
  }

  /** Whether the address is one of this interface's own. */
  public boolean owns(InetAddress address) {
    return subnets.stream().anyMatch(subnet -> subnet.address().equals(address));
  }
}
