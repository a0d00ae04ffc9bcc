// SPDX-License-Identifier: Apache-2.0
package io.kitty.ssdp;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a UPnP description says of a machine (UPnP Device Architecture 1.1, §2.3).
 *
 * @param from where it was fetched from
 * @param fields the texts of its root device by element name, of those that are kept
 * @param udns the UDNs of the root device and of all that are embedded in it, in the form in which
 *     they are compared
 * @param services the types of all their services
 * @param urlBase what relative addresses in it are relative to; {@code ""} where it does not say
 * @param whole whether its root device was there to the end
 */
record Description(
    DescriptionUrl from,
    Map<String, String> fields,
    Set<String> udns,
    List<String> services,
    String urlBase,
    boolean whole) {

  /** A text of the root device; {@code ""} where it has none. */
  String field(String name) {
    return fields.getOrDefault(name, "");
  }

  /** The UDN of the root device, in the form in which it is compared. */
  String udn() {
    return Udn.normal(field("UDN"));
  }

  /** The page for people, or where one might be. */
  String page() {
    return from.page(field("presentationURL"), urlBase);
  }

  /**
   * Whether it says itself that it is about the device with this UDN: the root device, or one
   * embedded in it, or one that it gives no UDN for.
   */
  boolean names(String udn) {
    return udns.isEmpty() || udns.contains(udn);
  }
}
