// SPDX-License-Identifier: Apache-2.0
package io.kitty.mdns.device;

import io.kitty.device.Sighting;
import io.kitty.discovery.DiscoveryContext;
import io.kitty.mdns.cache.CachedHost;
import io.kitty.mdns.cache.LinkCache;
import java.net.InetAddress;
import java.util.List;
import java.util.Set;

/** Tells the hub which machines there are, and which have left. */
public final class HostReporter {

  private final DiscoveryContext context;

  public HostReporter(DiscoveryContext context) {
    this.context = context;
  }

  /**
   * Reports a machine where it is, and withdraws it from where it is no more. Where several speak
   * of it at one address, one of them counts.
   */
  public void report(CachedHost host, LinkCache zone, String interfaceName, long now) {
    SightingBuilder portrait = new SightingBuilder(host, place(interfaceName), now);
    if (portrait.isEmpty() && !host.withdrew()) {
      return; // its evidence ends by itself
    }
    List<Sighting> sightings =
        portrait.sightings().stream().filter(each -> isItsTo(host, zone, each)).toList();
    sightings.forEach(context::report);
    List<InetAddress> here = sightings.stream().map(each -> each.endpoint().address()).toList();
    Set<InetAddress> before = host.reported();
    host.reported(here);
    for (InetAddress each : before) {
      if (!here.contains(each)) {
        zone.speaker(host.name(), each)
            .filter(other -> other != host)
            .ifPresentOrElse(
                other -> report(other, zone, interfaceName, now),
                () -> context.goodbye(host.key(), each));
      }
    }
  }

  private static boolean isItsTo(CachedHost host, LinkCache zone, Sighting sighting) {
    return zone.speaker(host.name(), sighting.endpoint().address())
        .filter(other -> other != host)
        .isEmpty();
  }

  /** What can be told of addresses at an interface. */
  public AddressSelector place(String interfaceName) {
    return new AddressSelector(interfaceName, context.links());
  }
}
