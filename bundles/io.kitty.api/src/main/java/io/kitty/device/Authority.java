// SPDX-License-Identifier: Apache-2.0
package io.kitty.device;

/** How much a protocol's word about a machine weighs, least first. */
public enum Authority {
  /** It knows that something answers at an address: ping. */
  REACHABILITY,
  /** It describes machines of every kind: mDNS, SSDP. */
  GENERAL,
  /** It is the machine's own protocol. */
  OWN
}
