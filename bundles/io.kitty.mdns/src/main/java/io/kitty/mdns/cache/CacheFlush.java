// SPDX-License-Identifier: Apache-2.0
package io.kitty.mdns.cache;

import io.kitty.mdns.dns.DnsMessage;
import io.kitty.mdns.dns.ResourceRecord;
import io.kitty.mdns.dns.ResourceRecord.Address;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * What the cache-flush bit of address records says (RFC 6762, §10.2): where a message names
 * addresses of a machine with it, the machine has no others of that family. That ends what the same
 * sender said: a machine with two connections speaks of each on its own.
 */
final class CacheFlush {

  private CacheFlush() {}

  /** Takes from the machines the addresses that they have no longer. */
  static void apply(DnsMessage message, InetAddress sender, LinkCache zone, long now) {
    Map<CachedHost, Set<InetAddress>> named = new LinkedHashMap<>();
    for (ResourceRecord each : message.records()) {
      if (each instanceof Address address
          && address.validity().flush()
          && !address.validity().goodbye()) {
        zone.known(address.name(), sender)
            .map(host -> named.computeIfAbsent(host, key -> new HashSet<>()))
            .ifPresent(addresses -> addresses.add(address.address()));
      }
    }
    named.forEach((host, addresses) -> leaveOthers(host, addresses, now));
  }

  private static void leaveOthers(CachedHost host, Set<InetAddress> addresses, long now) {
    addresses.stream()
        .map(Inet4Address.class::isInstance)
        .distinct()
        .forEach(ipv4 -> host.leaveAllBut(addresses, ipv4, now));
  }
}
