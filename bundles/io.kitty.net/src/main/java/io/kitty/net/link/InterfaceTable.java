// SPDX-License-Identifier: Apache-2.0
package io.kitty.net.link;

import io.kitty.discovery.NetworkLink;
import java.util.List;
import java.util.Map;

/**
 * A snapshot of the network interfaces of this host.
 *
 * @param links those that are up and have an address
 * @param unusable the others by name, each with the reason, for instance {@code is down}
 */
public record InterfaceTable(List<NetworkLink> links, Map<String, String> unusable) {

  public InterfaceTable {
    links = List.copyOf(links);
    unusable = Map.copyOf(unusable);
  }

  /** Returns whether there is an interface of this name, usable or not. */
  public boolean exists(String name) {
    return unusable.containsKey(name) || links.stream().anyMatch(link -> link.name().equals(name));
  }
}
