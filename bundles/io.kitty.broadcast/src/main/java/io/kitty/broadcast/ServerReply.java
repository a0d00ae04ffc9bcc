// SPDX-License-Identifier: Apache-2.0
package io.kitty.broadcast;

import io.kitty.discovery.ClaimedAddress;
import io.kitty.text.SafeText;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A server's reply: a prefix, its address, and optionally its port, as in {@code
 * SERVER_IP:192.0.2.9:8000} (django-discovery-toolkit, docs/server.rst). The stock server never
 * sends a port. Blanks around address and port are ignored.
 *
 * @param ip the claimed address
 * @param port its TCP port
 * @param raw the whole reply
 */
record ServerReply(String ip, int port, String raw) {

  private static final int MAX_SIZE = 1024;

  private static final Pattern ADDRESS_AND_PORT =
      Pattern.compile("\\s*([0-9.]{7,15})\\s*(?::\\s*([0-9]{1,5})\\s*)?");

  /**
   * Parses a reply; it never throws.
   *
   * @param prefix the required prefix
   * @param defaultPort the port of a server that states none
   */
  static Optional<ServerReply> parse(byte[] datagram, String prefix, int defaultPort) {
    if (datagram.length > MAX_SIZE) {
      return Optional.empty();
    }
    String raw = new String(datagram, StandardCharsets.UTF_8);
    if (!raw.startsWith(prefix)) {
      return Optional.empty();
    }
    Matcher rest = ADDRESS_AND_PORT.matcher(raw.substring(prefix.length()));
    if (!rest.matches() || ClaimedAddress.ipv4(rest.group(1)).isEmpty()) {
      return Optional.empty();
    }
    int port = rest.group(2) == null ? defaultPort : Integer.parseInt(rest.group(2));
    return port < 1 || port > 65535
        ? Optional.empty()
        : Optional.of(new ServerReply(rest.group(1), port, SafeText.clean(raw, MAX_SIZE)));
  }
}
