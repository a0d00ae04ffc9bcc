// SPDX-License-Identifier: Apache-2.0
package io.kitty.bambu;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The question for printers. Some answer it on port 1990, some on 2021, most on neither
 * (vena/bambino, maziggy/bambuddy): it makes the first announcement come sooner, no more.
 */
final class SearchRequest {

  /** Where printers broadcast to. */
  static final int BROADCAST_PORT = 2021;

  /** Where printers multicast to. */
  static final int MULTICAST_PORT = 1990;

  /** Where UPnP devices announce themselves, and relays printers. */
  static final int SSDP_PORT = 1900;

  /** The ports that are asked. */
  static final List<Integer> PORTS = List.of(MULTICAST_PORT, BROADCAST_PORT);

  /** The group of all these ports, which is that of SSDP. */
  static final InetAddress GROUP = Ipv4Literals.parse("239.255.255.250").orElseThrow();

  /** A multicast router between two networks may pass a search on. */
  static final int TTL = 2;

  private SearchRequest() {}

  /** The question that is sent to one of the ports. */
  static byte[] packet(int port) {
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
