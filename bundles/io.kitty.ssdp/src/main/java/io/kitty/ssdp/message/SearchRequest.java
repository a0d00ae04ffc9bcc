// SPDX-License-Identifier: Apache-2.0
package io.kitty.ssdp.message;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/**
 * The multicast searches of one round, for either address family (UPnP Device Architecture 1.1,
 * §1.3.2 and §A.4).
 *
 * @param packets the packets to send
 */
public record SearchRequest(List<Packet> packets) {

  /** The well-known port of SSDP. */
  public static final int PORT = 1900;

  /** The SSDP group in IPv4. */
  public static final InetAddress GROUP_V4 = address("239.255.255.250");

  /** The link-local SSDP group in IPv6. */
  public static final InetAddress GROUP_V6 = address("ff02::c");

  /** One search, and its group. */
  public record Packet(InetAddress group, String text) {

    public byte[] payload() {
      return text.getBytes(StandardCharsets.UTF_8);
    }
  }

  /**
   * Creates the searches for each target.
   *
   * @param targets search targets, separated by commas
   * @param mx the seconds over which responses are spread
   */
  public static SearchRequest of(String targets, int mx) {
    return new SearchRequest(
        Stream.of(targets.split(","))
            .map(String::strip)
            .filter(target -> !target.isEmpty())
            .flatMap(
                target ->
                    Stream.of(
                        new Packet(GROUP_V4, text("239.255.255.250:1900", target, mx)),
                        new Packet(GROUP_V6, text("[FF02::C]:1900", target, mx))))
            .toList());
  }

  private static String text(String host, String target, int mx) {
    return String.join(
        "\r\n",
        "M-SEARCH * HTTP/1.1",
        "HOST: " + host,
        "MAN: \"ssdp:discover\"",
        "MX: " + mx,
        "ST: " + target,
        "",
        "");
  }

  private static InetAddress address(String literal) {
    try {
      return InetAddress.getByName(literal);
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }
}
