// SPDX-License-Identifier: Apache-2.0
package io.kitty.bambu.announcement;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The search for printers. Some answer it on port 1990, some on 2021, most on neither
 * (vena/bambino, maziggy/bambuddy): it only makes the first announcement come sooner.
 */
public final class SearchRequest {

  /** The port of printers' broadcasts. */
  public static final int BROADCAST_PORT = 2021;

  /** The port of printers' multicasts. */
  public static final int MULTICAST_PORT = 1990;

  /** The port of UPnP announcements, and of relays. */
  public static final int SSDP_PORT = 1900;

  /** The ports that are searched. */
  public static final List<Integer> PORTS = List.of(MULTICAST_PORT, BROADCAST_PORT);

  /** The group of all these ports, which is that of SSDP. */
  public static final InetAddress GROUP = Ipv4Literals.parse("239.255.255.250").orElseThrow();

  /** A multicast router between two networks may forward a search. */
  public static final int TTL = 2;

  private SearchRequest() {}

  /** Returns the search for one of the ports. */
  public static byte[] packet(int port) {
    return String.join(
            "\r\n",
            "M-SEARCH * HTTP/1.1",
            "HOST: 239.255.255.250:" + port,
            "MAN: \"ssdp:discover\"",
            "MX: 3",
            "ST: urn:bambulab-com:device:3dprinter:1",
            "",
            "")
        .getBytes(StandardCharsets.US_ASCII);
  }
}
