// SPDX-License-Identifier: Apache-2.0
package io.kitty.ping.network;

import io.kitty.discovery.Subnet;

/**
 * A network to sweep.
 *
 * @param first its first address
 * @param prefix its prefix length
 * @param interfaceName the interface that is attached to it, {@code ""} for none
 */
public record Ipv4Network(int first, int prefix, String interfaceName) {

  public static Ipv4Network of(Subnet subnet, String interfaceName) {
    int mask = subnet.prefix() == 0 ? 0 : -1 << 32 - subnet.prefix();
    return new Ipv4Network(
        Ipv4Ints.number(subnet.address()) & mask, subnet.prefix(), interfaceName);
  }

  /** Returns its last address. */
  int last() {
    return prefix == 32 ? first : first | -1 >>> prefix;
  }

  /** Returns the first host address; in a /31 (RFC 3021) and a /32 all are host addresses. */
  public int firstHost() {
    return prefix > 30 ? first : first + 1;
  }

  /** Returns the last host address. */
  public int lastHost() {
    return prefix > 30 ? last() : last() - 1;
  }

  public boolean contains(Ipv4Network other) {
    return other.prefix >= prefix && contains(other.first);
  }

  public boolean contains(int address) {
    return address >= first && address <= last();
  }

  /** Returns whether its addresses are unicast (RFC 6890: not 0.0.0.0/8, not 224.0.0.0/3). */
  public boolean unicast() {
    int octet = first >>> 24;
    return octet > 0 && octet < 224;
  }
}
