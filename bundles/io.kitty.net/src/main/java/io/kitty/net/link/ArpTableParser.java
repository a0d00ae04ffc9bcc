// SPDX-License-Identifier: Apache-2.0
package io.kitty.net.link;

import io.kitty.identifier.Identifier.Mac;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * Parses {@code /proc/net/arp} (proc(5)): a line of headings, then for each entry its IPv4 address,
 * hardware type, flags, hardware address, mask and device, separated by spaces.
 *
 * <p>It works on bytes, as the pipeline waits for it whenever a device is new: regular expressions
 * took a third of the processor's time in a network in which many devices appear.
 */
final class ArpTableParser {

  /** The entry is complete; others may still show the address of the last holder (if_arp.h). */
  private static final int ATF_COM = 2;

  private static final int MAC_LENGTH = "aa:bb:cc:dd:ee:ff".length();
  private static final String NO_MAC = "00:00:00:00:00:00";
  private static final String HEXADECIMAL = "0123456789abcdef";
  private static final int FIELDS = 6;

  private final byte[] text;

  /** Where each field of the line begins and ends. */
  private final int[] begin = new int[FIELDS];

  private final int[] end = new int[FIELDS];

  private ArpTableParser(byte[] text) {
    this.text = text;
  }

  /** Returns the hardware addresses of the complete entries. */
  static Map<InetAddress, Mac> parse(byte[] text) {
    Map<InetAddress, Mac> table = new HashMap<>();
    ArpTableParser parser = new ArpTableParser(text);
    int line = parser.endOfLine(0) + 1;
    while (line < text.length) {
      int next = parser.endOfLine(line);
      if (parser.split(line, next) && parser.isComplete()) {
        parser.put(table);
      }
      line = next + 1;
    }
    return table;
  }

  private int endOfLine(int from) {
    int at = from;
    while (at < text.length && text[at] != '\n') {
      at++;
    }
    return at;
  }

  /** Finds the fields of a line; returns false if there are too few. */
  private boolean split(int from, int to) {
    int at = from;
    for (int field = 0; field < FIELDS; field++) {
      while (at < to && text[at] == ' ') {
        at++;
      }
      begin[field] = at;
      while (at < to && text[at] != ' ') {
        at++;
      }
      end[field] = at;
    }
    return begin[FIELDS - 1] < end[FIELDS - 1];
  }

  private boolean isComplete() {
    int at = begin[2];
    boolean prefixed = end[2] - at > 2 && text[at] == '0' && text[at + 1] == 'x';
    int flags = 0;
    for (int i = at + 2; prefixed && i < end[2]; i++) {
      int digit = Character.digit(text[i], 16);
      if (digit < 0) {
        return false;
      }
      flags = flags << 4 | digit;
    }
    return (flags & ATF_COM) != 0;
  }

  private void put(Map<InetAddress, Mac> table) {
    byte[] octets = octets();
    String mac = mac();
    if (octets.length > 0 && !mac.isEmpty() && !mac.equals(NO_MAC)) {
      try {
        table.put(InetAddress.getByAddress(octets), new Mac(mac));
      } catch (UnknownHostException e) {
        throw new IllegalStateException("four octets are an address", e);
      }
    }
  }

  /** Returns the four octets of the IPv4 address; none if it is malformed. */
  private byte[] octets() {
    byte[] octets = new byte[4];
    int place = 0;
    int value = 0;
    for (int i = begin[0]; i < end[0]; i++) {
      if (text[i] == '.') {
        octets[place++] = (byte) value;
        value = 0;
      } else {
        value = 10 * value + text[i] - '0';
      }
      if (place == octets.length || value < 0 || value > 255) {
        return new byte[0];
      }
    }
    octets[place] = (byte) value;
    return place == 3 ? octets : new byte[0];
  }

  /**
   * Returns the hardware address of a device, as the kernel writes it; {@code ""} if it has none.
   */
  private String mac() {
    if (end[3] - begin[3] != MAC_LENGTH) {
      return "";
    }
    for (int i = 0; i < MAC_LENGTH; i++) {
      byte c = text[begin[3] + i];
      if (i % 3 == 2 ? c != ':' : HEXADECIMAL.indexOf(c) < 0) {
        return "";
      }
    }
    boolean group = (Character.digit(text[begin[3] + 1], 16) & 1) != 0;
    return group ? "" : new String(text, begin[3], MAC_LENGTH, StandardCharsets.US_ASCII);
  }
}
