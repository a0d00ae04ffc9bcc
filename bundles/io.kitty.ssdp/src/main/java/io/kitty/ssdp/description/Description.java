// SPDX-License-Identifier: Apache-2.0
package io.kitty.ssdp.description;

import io.kitty.ssdp.message.Udn;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A UPnP description of a device (UPnP Device Architecture 1.1, §2.3).
 *
 * @param from where it was fetched
 * @param fields the texts of its root device by element name, of those that are kept
 * @param udns the normalised UDNs of the root device and of all embedded devices
 * @param services the types of all their services
 * @param urlBase the base of relative addresses; {@code ""} if absent
 * @param whole whether its root device was complete
 */
public record Description(
    DescriptionUrl from,
    Map<String, String> fields,
    Set<String> udns,
    List<String> services,
    String urlBase,
    boolean whole) {

  /** Returns a text of the root device; {@code ""} if absent. */
  public String field(String name) {
    return fields.getOrDefault(name, "");
  }

  /** Returns the normalised UDN of the root device. */
  public String udn() {
    return Udn.normal(field("UDN"));
  }

  /** Returns the page for people, or where one might be. */
  public String page() {
    return from.page(field("presentationURL"), urlBase);
  }

  /**
   * Returns whether it describes the device with this UDN: the root device, an embedded one, or any
   * if it has no UDN.
   */
  public boolean names(String udn) {
    return udns.isEmpty() || udns.contains(udn);
  }
}
