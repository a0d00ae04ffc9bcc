// SPDX-License-Identifier: Apache-2.0
package io.kitty.broadcast;

import io.kitty.discovery.DiscoveryContext;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The hints shown, one per interface. Any thread. */
final class InterfaceHints {

  private final DiscoveryContext context;
  private Set<String> shown = Set.of();

  InterfaceHints(DiscoveryContext context) {
    this.context = context;
  }

  /** Shows these and no others. */
  synchronized void show(List<SegmentedSubnet> networks) {
    Set<String> names =
        networks.stream().map(SegmentedSubnet::interfaceName).collect(Collectors.toSet());
    shown.stream().filter(name -> !names.contains(name)).forEach(name -> context.hint(name, null));
    networks.forEach(each -> context.hint(each.interfaceName(), each.hint()));
    shown = names;
  }
}
