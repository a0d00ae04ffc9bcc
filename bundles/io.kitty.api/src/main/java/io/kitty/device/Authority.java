// SPDX-License-Identifier: Apache-2.0
package io.kitty.device;

/** How much a protocol's statements about a device weigh, lowest first. */
public enum Authority {
  /** The kernel resolved a device's address; the device itself sent the hub nothing. */
  NEIGHBOUR,
  /** A program's message about itself and its host: multicast announcements. */
  PROGRAM,
  /** Something answers at an address: ping. */
  REACHABILITY,
  /** A general protocol that describes devices of every kind: mDNS, SSDP. */
  GENERAL,
  /** The device's own protocol. */
  OWN;

  /**
   * Returns whether it shows only that a device is present, as the result of the hub's own probes.
   */
  public boolean presenceOnly() {
    return this == NEIGHBOUR || this == REACHABILITY;
  }
}
