// SPDX-License-Identifier: Apache-2.0
package io.kitty.ssdp.message;

import io.kitty.identifier.Identifier;
import io.kitty.identifier.PlaceholderIdentifiers;
import java.net.InetAddress;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The unique device name of UPnP, {@code uuid:…}. It is opaque: real ones have groups of any
 * length, are no UUIDs, are in any case, contain blanks or a line break, and have the prefix twice
 * or not at all.
 */
public final class Udn {

  private static final String PREFIX = "uuid:";
  private static final int MAX_LENGTH = 128;
  private static final Pattern BLANKS = Pattern.compile("[\\s\\p{Z}]+");
  private static final Pattern PREFIXES = Pattern.compile("^((urn:)?uuid:)+");

  private Udn() {}

  /** Returns the normalised UDN; {@code ""} if the text holds none. */
  public static String normal(String text) {
    String whole = BLANKS.matcher(text).replaceAll("").toLowerCase(Locale.ROOT);
    String name = PREFIXES.matcher(whole).replaceFirst("");
    String udn = PREFIX + name;
    return name.isEmpty() || udn.length() > MAX_LENGTH || isType(name) ? "" : udn;
  }

  /**
   * Returns the UDN of a message: what precedes {@code ::} in its USN. A device that announces its
   * bare UDN repeats it in NT (UPnP Device Architecture 1.1, table 1-1), which is used if the USN
   * is missing.
   */
  static String of(String usn, String type) {
    String udn = normal(device(usn, type));
    return udn.isEmpty() && usn.isEmpty() && type.regionMatches(true, 0, PREFIX, 0, PREFIX.length())
        ? normal(type)
        : udn;
  }

  /**
   * Returns the sighting key of a device: its UDN, with its address if the UDN is a placeholder
   * that other devices have too.
   */
  public static String key(String udn, InetAddress address) {
    return Identifier.uuid(udn).filter(PlaceholderIdentifiers::contains).isPresent()
        ? udn + "@" + address.getHostAddress()
        : udn;
  }

  /** Returns the part of a USN before its type, which some separate with one colon only. */
  private static String device(String usn, String type) {
    int end = usn.indexOf("::");
    if (end < 0 && !type.isEmpty() && usn.endsWith(":" + type)) {
      end = usn.length() - type.length() - 1;
    }
    return end < 0 ? usn : usn.substring(0, end);
  }

  /** Returns whether this is a device type, which many devices share. */
  private static boolean isType(String text) {
    return text.startsWith("urn:") || text.startsWith("upnp:") || text.startsWith("ssdp:");
  }
}
