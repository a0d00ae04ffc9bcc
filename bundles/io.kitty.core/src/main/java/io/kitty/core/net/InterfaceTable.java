// SPDX-License-Identifier: Apache-2.0
package io.kitty.core.net;

import io.kitty.discovery.NetworkLink;
import java.util.List;
import java.util.Map;

/**
 * The network interfaces of this machine at one moment.
 *
 * @param links those that are up and have an address
 * @param unusable the others by name, each with why it is of no use, for instance {@code is down}
 */
public record InterfaceTable(List<NetworkLink> links, Map<String, String> unusable) {

  public InterfaceTable {
    links = List.copyOf(links);
    unusable = Map.copyOf(unusable);
  }

  /** Whether there is an interface of this name, usable or not. */
  public boolean exists(String name) {
    return unusable.containsKey(name) || links.stream().anyMatch(link -> link.name().equals(name));
  }
}
