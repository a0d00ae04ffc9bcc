// SPDX-License-Identifier: Apache-2.0
package io.kitty.mdns;

import io.kitty.device.Endpoint;
import io.kitty.discovery.DiscoveryContext;
import io.kitty.discovery.Link;
import java.net.InetAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells the hub which machines there are, and which have left. */
final class Reporter {

  private final DiscoveryContext context;

  Reporter(DiscoveryContext context) {
    this.context = context;
  }

  /** Reports a machine where it is, and withdraws it from where it is no more. */
  void report(Host host, String interfaceName, long now) {
    Addresses addresses = new Addresses(interfaceName, link(interfaceName));
    Portrait portrait = new Portrait(host, addresses, now);
    if (portrait.isEmpty() && !host.withdrew()) {
      return; // its evidence ends by itself
    }
    List<Endpoint> endpoints = portrait.isEmpty() ? List.of() : addresses.endpoints(host);
    for (Endpoint endpoint : endpoints) {
      context.report(portrait.at(endpoint));
    }
    List<InetAddress> here = endpoints.stream().map(Endpoint::address).toList();
    for (InetAddress before : host.reported()) {
      if (!here.contains(before)) {
        context.goodbye(host.key(), before);
      }
    }
    host.reported(here);
  }

  private @Nullable Link link(String name) {
    return context.links().stream()
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElse(null);
  }
}
