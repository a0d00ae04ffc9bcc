// SPDX-License-Identifier: Apache-2.0
package io.kitty.ssdp;

import io.kitty.device.Identifier;
import io.kitty.device.PlaceholderIdentifiers;
import java.net.InetAddress;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The unique device name of UPnP, {@code uuid:…}. It is opaque: real ones have groups of any
 * length, are no UUID at all, are written in any case, with blanks or a line break in them, and
 * with the prefix missing or there twice.
 */
final class Udn {

  private static final String PREFIX = "uuid:";
  private static final int MAX_LENGTH = 128;
  private static final Pattern BLANKS = Pattern.compile("[\\s\\p{Z}]+");
  private static final Pattern PREFIXES = Pattern.compile("^((urn:)?uuid:)+");

  private Udn() {}

  /** The UDN in the one form in which it is compared; {@code ""} where the text holds none. */
  static String normal(String text) {
    String whole = BLANKS.matcher(text).replaceAll("").toLowerCase(Locale.ROOT);
    String name = PREFIXES.matcher(whole).replaceFirst("");
    String udn = PREFIX + name;
    return name.isEmpty() || udn.length() > MAX_LENGTH || isType(name) ? "" : udn;
  }

  /**
   * The UDN that a message is about: what stands before {@code ::} in its USN. A device that
   * announces its bare UDN says the same in NT (UPnP Device Architecture 1.1, table 1-1), from
   * where a missing one is taken.
   */
  static String of(String usn, String type) {
    String udn = normal(device(usn, type));
    return udn.isEmpty() && usn.isEmpty() && type.regionMatches(true, 0, PREFIX, 0, PREFIX.length())
        ? normal(type)
        : udn;
  }

  /**
   * The key of what is seen of a device: its UDN, with its address where the UDN is one that other
   * devices have too.
   */
  static String key(String udn, InetAddress address) {
    return Identifier.uuid(udn).filter(PlaceholderIdentifiers::contains).isPresent()
        ? udn + "@" + address.getHostAddress()
        : udn;
  }

  /** What a USN says before its type, which some part from it with one colon only. */
  private static String device(String usn, String type) {
    int end = usn.indexOf("::");
    if (end < 0 && !type.isEmpty() && usn.endsWith(":" + type)) {
      end = usn.length() - type.length() - 1;
    }
    return end < 0 ? usn : usn.substring(0, end);
  }

  /** Whether this says what sort of device it is, which many share. */
  private static boolean isType(String text) {
    return text.startsWith("urn:") || text.startsWith("upnp:") || text.startsWith("ssdp:");
  }
}
