// SPDX-License-Identifier: Apache-2.0
package io.kitty.mdns;

import io.kitty.device.Sighting;
import io.kitty.discovery.DiscoveryContext;
import java.net.InetAddress;
import java.util.List;

/** Tells the hub which machines there are, and which have left. */
final class Reporter {

  private final DiscoveryContext context;

  Reporter(DiscoveryContext context) {
    this.context = context;
  }

  /** Reports a machine where it is, and withdraws it from where it is no more. */
  void report(Host host, String interfaceName, long now) {
    Portrait portrait = new Portrait(host, place(interfaceName), now);
    if (portrait.isEmpty() && !host.withdrew()) {
      return; // its evidence ends by itself
    }
    List<Sighting> sightings = portrait.sightings();
    sightings.forEach(context::report);
    List<InetAddress> here = sightings.stream().map(each -> each.endpoint().address()).toList();
    for (InetAddress before : host.reported()) {
      if (!here.contains(before)) {
        context.goodbye(host.key(), before);
      }
    }
    host.reported(here);
  }

  /** What can be told of addresses at an interface. */
  Addresses place(String interfaceName) {
    return new Addresses(interfaceName, context.links());
  }
}
