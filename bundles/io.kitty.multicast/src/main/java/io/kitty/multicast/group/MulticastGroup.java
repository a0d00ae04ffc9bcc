// SPDX-License-Identifier: Apache-2.0
package io.kitty.multicast.group;

import io.kitty.commons.Ipv4Patterns;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * A multicast group and its port.
 *
 * @param address the group, IPv4 or IPv6
 * @param port the UDP port
 */
public record MulticastGroup(InetAddress address, int port) {

  /** The pattern of a group's address; it matches no host name. */
  public static final String ADDRESS = Ipv4Patterns.GROUP + "|[fF]{2}[0-9a-fA-F]{2}:[0-9a-fA-F:]+";

  /** The pattern of a port. */
  public static final String PORT =
      "(6553[0-5]|655[0-2]\\d|65[0-4]\\d{2}|6[0-4]\\d{3}|[1-5]\\d{4}|[1-9]\\d{0,3})";

  /** The pattern of a group with its port; an IPv6 address stands in brackets. */
  public static final String WITH_PORT =
      "(" + Ipv4Patterns.GROUP + "|\\[[fF]{2}[0-9a-fA-F]{2}:[0-9a-fA-F:]+\\]):" + PORT;

  /**
   * Parses {@code 224.1.1.1:5004} or {@code [ff15::1]:5004}.
   *
   * @throws IOException if it is no group and port
   */
  public static MulticastGroup parse(String text) throws IOException {
    int colon = text.lastIndexOf(':');
    String host = text.substring(0, colon).replaceAll("[\\[\\]]", "");
    return of(host, Integer.parseInt(text.substring(colon + 1)));
  }

  /**
   * Parses a group's address.
   *
   * @throws IOException if it is no multicast address
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
