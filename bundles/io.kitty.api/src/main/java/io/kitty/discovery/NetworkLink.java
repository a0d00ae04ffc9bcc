// SPDX-License-Identifier: Apache-2.0
package io.kitty.discovery;

import io.kitty.identifier.Identifier;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A snapshot of a network interface of this host that is up.
 *
 * @param name its name, for instance {@code eth0}
 * @param index its index; the same name with another index is another interface
 * @param loopback whether it is a loopback interface
 * @param mac its hardware address; null if it has none
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

  /** Returns the subnet of this interface that contains the address. */
  public Optional<Subnet> subnetOf(InetAddress address) {
    return subnets.stream().filter(subnet -> subnet.contains(address)).findFirst();
  }

  /** Returns whether the address is one of this interface's own. */
  public boolean owns(InetAddress address) {
    for (Subnet subnet : subnets) {
      if (subnet.address().equals(address)) {
        return true;
      }
    }
    return false;
  }
}
