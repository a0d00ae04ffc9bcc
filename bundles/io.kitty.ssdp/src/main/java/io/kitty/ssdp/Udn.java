// SPDX-License-Identifier: Apache-2.0
package io.kitty.ssdp;

import java.util.Locale;

/**
 * The unique device name of UPnP, {@code uuid:…}. It is opaque: real ones have groups of any
 * length, are no UUID at all, are written in any case, and with a blank after the colon.
 */
final class Udn {

  private static final String PREFIX = "uuid:";
  private static final int MAX_LENGTH = 128;

  private Udn() {}

  /** The UDN in the one form in which it is compared; {@code ""} where the text holds none. */
  static String normal(String text) {
    String udn = text.strip().toLowerCase(Locale.ROOT);
    if (udn.startsWith(PREFIX)) {
      String rest = udn.substring(PREFIX.length()).strip();
      udn = rest.isEmpty() ? "" : PREFIX + rest;
    }
    return udn.length() > MAX_LENGTH || isType(udn) ? "" : udn;
  }

  /**
   * The UDN that a message is about: what stands before {@code ::} in its USN. A device that
   * announces its bare UDN says the same in NT (UPnP Device Architecture 1.1, table 1-1), from
   * where a missing one is taken.
   */
  static String of(String usn, String type) {
    int end = usn.indexOf("::");
    String udn = normal(end < 0 ? usn : usn.substring(0, end));
    return udn.isEmpty() && usn.isEmpty() && type.regionMatches(true, 0, PREFIX, 0, PREFIX.length())
        ? normal(type)
        : udn;
  }

  /** Whether this says what sort of device it is, which many share. */
  private static boolean isType(String text) {
    return text.startsWith("urn:") || text.startsWith("upnp:") || text.startsWith("ssdp:");
  }
}
