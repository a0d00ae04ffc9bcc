// SPDX-License-Identifier: Apache-2.0
package io.kitty.mdns.device;

import io.kitty.device.Sighting;
import io.kitty.discovery.DiscoveryContext;
import io.kitty.mdns.cache.CachedHost;
import io.kitty.mdns.cache.LinkCache;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reports hosts to the hub, and the end of their addresses. */
public final class HostReporter {

  private final DiscoveryContext context;

  public HostReporter(DiscoveryContext context) {
    this.context = context;
  }

  /**
   * Reports a host at its addresses, and withdraws it from its former ones. If several senders
   * state one name at one address, only one of them is reported.
   */
  public void report(CachedHost host, LinkCache cache, String interfaceName, long now) {
    SightingBuilder builder = new SightingBuilder(host, addresses(interfaceName), now);
    if (builder.isEmpty() && !host.withdrew()) {
      return; // its evidence expires
    }
    List<InetAddress> here = new ArrayList<>();
    for (Sighting each : builder.sightings()) {
      if (isPreferred(host, cache, each)) {
        context.report(each);
        here.add(each.endpoint().address());
      }
    }
    Set<InetAddress> before = host.reported();
    host.reported(here);
    for (InetAddress each : before) {
      if (!here.contains(each)) {
        cache
            .preferred(host.name(), each)
            .filter(other -> other != host)
            .ifPresentOrElse(
                other -> report(other, cache, interfaceName, now),
                () -> context.goodbye(host.key(), each));
      }
    }
  }

  private static boolean isPreferred(CachedHost host, LinkCache cache, Sighting sighting) {
    return cache
        .preferred(host.name(), sighting.endpoint().address())
        .filter(other -> other != host)
        .isEmpty();
  }

  /** Returns the address selection for an interface. */
  public AddressSelector addresses(String interfaceName) {
    return new AddressSelector(interfaceName, context.links());
  }
}
