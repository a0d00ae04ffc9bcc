// SPDX-License-Identifier: Apache-2.0
package io.kitty.ssdp;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a UPnP description says of a machine (UPnP Device Architecture 1.1, §2.3).
 *
 * @param fields the texts of its root device by element name, of those that are kept
 * @param udns the UDNs of the root device and of all that are embedded in it, in the form in which
 *     they are compared
 * @param services the types of all their services
 */
record Description(Map<String, String> fields, Set<String> udns, List<String> services) {

  /** A text of the root device; {@code ""} where it has none. */
  String field(String name) {
    return fields.getOrDefault(name, "");
  }

  /**
   * Whether it is about the device with this UDN: the root device, or one embedded in it, or one
   * that it gives no UDN for. A document that names only others is none of this device's.
   */
  boolean describes(String udn) {
    return udns.isEmpty() || udns.contains(udn);
  }
}
