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
 * Applies the cache-flush bit of address records (RFC 6762, §10.2): a message that states addresses
 * of a host with this bit states all of that family. Only what the same sender stated before is
 * flushed, as a device with two interfaces announces each by itself.
 */
final class CacheFlush {

  private CacheFlush() {}

  /** Withdraws the addresses that the message no longer states. */
  static void apply(DnsMessage message, InetAddress sender, LinkCache cache, long now) {
    Map<CachedHost, Set<InetAddress>> named = new LinkedHashMap<>();
    for (ResourceRecord each : message.records()) {
      if (each instanceof Address address
          && address.validity().flush()
          && !address.validity().goodbye()) {
        cache
            .known(address.name(), sender)
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
