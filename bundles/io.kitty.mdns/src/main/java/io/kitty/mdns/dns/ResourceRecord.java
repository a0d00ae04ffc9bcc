// SPDX-License-Identifier: Apache-2.0
package io.kitty.mdns.dns;

import java.net.InetAddress;

/** A resource record of one of the types that tell of services (RFC 6763, §4, §5 and §6). */
public sealed interface ResourceRecord {

  /** What it is about. */
  DnsName name();

  /** How it holds. */
  Validity validity();

  /**
   * How long a record holds.
   *
   * @param ttl for how many seconds; 0: it holds no longer (RFC 6762, §10.1)
   * @param flush whether it replaces all others of its name and type (RFC 6762, §10.2)
   */
  record Validity(long ttl, boolean flush) {

    public boolean goodbye() {
      return ttl == 0;
    }
  }

  /** PTR: an instance of a type, or a type that there is. */
  record Pointer(DnsName name, Validity validity, DnsName target) implements ResourceRecord {}

  /** SRV: the host and port of an instance. */
  record Server(DnsName name, Validity validity, DnsName host, int port)
      implements ResourceRecord {}

  /** TXT: what an instance says of itself. */
  record Text(DnsName name, Validity validity, TxtRecord txt) implements ResourceRecord {}

  /** A or AAAA: an address of a host. */
  record Address(DnsName name, Validity validity, InetAddress address) implements ResourceRecord {}
}
