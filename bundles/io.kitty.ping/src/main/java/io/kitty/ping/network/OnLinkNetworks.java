// SPDX-License-Identifier: Apache-2.0
package io.kitty.ping.network;

import io.kitty.discovery.Subnet;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.util.ArrayList;
import java.util.List;

/** Finds the on-link IPv4 networks, whose hosts the kernel resolves itself. */
@FunctionalInterface
public interface OnLinkNetworks {

  List<Ipv4Network> networks() throws IOException;

  /** Returns those of this system, whether or not their interfaces are selected. */
  static List<Ipv4Network> system() throws IOException {
    List<Ipv4Network> networks = new ArrayList<>();
    for (NetworkInterface nif : NetworkInterface.networkInterfaces().toList()) {
      if (nif.isUp() && !nif.isLoopback() && !nif.isPointToPoint()) {
        for (InterfaceAddress each : nif.getInterfaceAddresses()) {
          if (each.getAddress() instanceof Inet4Address) {
            Subnet subnet = new Subnet(each.getAddress(), each.getNetworkPrefixLength());
            networks.add(Ipv4Network.of(subnet, nif.getName()));
          }
        }
      }
    }
    return networks;
  }
}
