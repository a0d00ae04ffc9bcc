// SPDX-License-Identifier: Apache-2.0
package io.kitty.mdns.dns;

import java.net.InetAddress;

/** A resource record of the types that describe services (RFC 6763, §4, §5 and §6). */
public sealed interface ResourceRecord {

  /** Returns its owner name. */
  DnsName name();

  /** Returns its TTL and flags. */
  Validity validity();

  /**
   * The TTL and cache-flush bit of a record.
   *
   * @param ttl in seconds; 0 for a goodbye (RFC 6762, §10.1)
   * @param flush whether it replaces all others of its name and type (RFC 6762, §10.2)
   */
  record Validity(long ttl, boolean flush) {

    public boolean goodbye() {
      return ttl == 0;
    }
  }

  /** PTR: an instance of a type, or an existing type. */
  record Pointer(DnsName name, Validity validity, DnsName target) implements ResourceRecord {}

  /** SRV: the host and port of an instance. */
  record Server(DnsName name, Validity validity, DnsName host, int port)
      implements ResourceRecord {}

  /** TXT: the attributes of an instance. */
  record Text(DnsName name, Validity validity, TxtRecord txt) implements ResourceRecord {}

  /** A or AAAA: an address of a host. */
  record Address(DnsName name, Validity validity, InetAddress address) implements ResourceRecord {}
}
