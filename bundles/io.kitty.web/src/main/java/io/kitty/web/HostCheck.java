// SPDX-License-Identifier: Apache-2.0
package io.kitty.web;

import java.net.InetAddress;
import java.util.Locale;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/**
 * Refuses what another web site makes a browser send: requests under a name that was pointed at
 * this machine (DNS rebinding), and changes that are asked for from elsewhere (cross-site
 * requests).
 */
final class HostCheck {

  private static final Pattern LOOPBACK =
      Pattern.compile("localhost|127(\\.\\d{1,3}){3}|::1|0:0:0:0:0:0:0:1");

  private final boolean loopback;
  private final String configured;

  /**
   * @param address where the server listens
   * @param configured the same as a person wrote it
   */
  HostCheck(InetAddress address, String configured) {
    this.loopback = address.isLoopbackAddress();
    this.configured = configured.toLowerCase(Locale.ROOT);
  }

  /**
   * @throws Problem if the request is refused
   */
  void check(Request request) {
    if (loopback && !knows(Request.getServerName(request))) {
      throw new Problem(
          HttpStatus.MISDIRECTED_REQUEST_421,
          "this server is localhost, 127.0.0.1, [::1] or " + configured + " only");
    }
    if (changes(request.getMethod()) && !sameOrigin(request)) {
      throw new Problem(
          HttpStatus.FORBIDDEN_403, "a page of another site may not ask for changes here");
    }
  }

  private boolean knows(@Nullable String host) {
    if (host == null) {
      return false;
    }
    String name = host.toLowerCase(Locale.ROOT).replaceAll("^\\[|]$", "");
    return LOOPBACK.matcher(name).matches() || name.equals(configured);
  }

  private static boolean changes(String method) {
    return switch (method) {
      case "GET", "HEAD", "OPTIONS" -> false;
      default -> true;
    };
  }

  /** A request without the header {@code Origin} does not come from a page. */
  private static boolean sameOrigin(Request request) {
    String host = request.getHeaders().get(HttpHeader.HOST);
    return request.getHeaders().getValuesList(HttpHeader.ORIGIN).stream()
        .allMatch(origin -> origin.replaceFirst("^https?://", "").equalsIgnoreCase(host));
  }
}
