// SPDX-License-Identifier: Apache-2.0
package io.kitty.multicast;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * A multicast group and the port in it.
 *
 * @param address the group, IPv4 or IPv6
 * @param port the UDP port
 */
public record MulticastGroup(InetAddress address, int port) {

  /** What an address of a group looks like; it holds no name. */
  public static final String ADDRESS =
      "(22[4-9]|23\\d)(\\.(25[0-5]|2[0-4]\\d|1?\\d?\\d)){3}|[fF]{2}[0-9a-fA-F]{2}:[0-9a-fA-F:]+";

  /** What a port looks like. */
  static final String PORT =
      "(6553[0-5]|655[0-2]\\d|65[0-4]\\d{2}|6[0-4]\\d{3}|[1-5]\\d{4}|[1-9]\\d{0,3})";

  /** What a group with its port looks like; an IPv6 address stands in brackets. */
  static final String WITH_PORT =
      "((22[4-9]|23\\d)(\\.(25[0-5]|2[0-4]\\d|1?\\d?\\d)){3}"
          + "|\\[[fF]{2}[0-9a-fA-F]{2}:[0-9a-fA-F:]+\\]):"
          + PORT;

  /**
   * Reads {@code 224.1.1.1:5004} or {@code [ff15::1]:5004}.
   *
   * @throws IOException if that is no group and port
   */
  static MulticastGroup parse(String text) throws IOException {
    int colon = text.lastIndexOf(':');
    String host = text.substring(0, colon).replaceAll("[\\[\\]]", "");
    return of(host, Integer.parseInt(text.substring(colon + 1)));
  }

  /**
   * A group by its address's text.
   *
   * @throws IOException if that is no address of a group
   */
  public static MulticastGroup of(String address, int port) throws IOException {
    try {
      if (address.matches(ADDRESS)) {
        return new MulticastGroup(InetAddress.getByName(address), port);
      }
    } catch (UnknownHostException e) {
      throw new IOException("not a multicast group: " + address, e);
    }
    throw new IOException("not a multicast group: " + address);
  }
}
