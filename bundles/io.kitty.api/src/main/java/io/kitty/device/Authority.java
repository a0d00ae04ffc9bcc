// SPDX-License-Identifier: Apache-2.0
package io.kitty.device;

/** How much a protocol's word about a machine weighs, least first. */
public enum Authority {
  /** It knows that the kernel found a machine at an address, which told the hub nothing itself. */
  NEIGHBOUR,
  /** It passes on what a program says of itself and of its machine: multicast messages. */
  PROGRAM,
  /** It knows that something answers at an address: ping. */
  REACHABILITY,
  /** It describes machines of every kind: mDNS, SSDP. */
  GENERAL,
  /** It is the machine's own protocol. */
  OWN;

  /** Whether it tells only that a machine is there, by the hub's own questions to it. */
  public boolean presenceOnly() {
    return this == NEIGHBOUR || this == REACHABILITY;
  }
}
