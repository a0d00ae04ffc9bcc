// SPDX-License-Identifier: Apache-2.0
package io.kitty.mdns;

/** How one machine contradicts what another one said. */
enum Contradiction {
  /** It takes back what the other one announced. */
  GOODBYE,
  /** It has the service of that name elsewhere. */
  SERVICE,
  /**
   * It gives the host of that name another address: it is the same one or not, as the hub finds.
   */
  NAME
}
