// SPDX-License-Identifier: Apache-2.0
package io.kitty.web;

import java.net.InetAddress;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/**
 * Refuses what another web site makes a browser send: requests under a name that was pointed at
 * this machine (DNS rebinding), and what is asked for from elsewhere (cross-site requests).
 */
final class HostCheck {

  private static final Pattern LOOPBACK =
      Pattern.compile("localhost|127(\\.\\d{1,3}){3}|::1|0:0:0:0:0:0:0:1");

  /**
   * An address, or a name that nobody can point anywhere by the public DNS: without a dot, or under
   * a domain that is kept for networks like this one (RFC 6762, RFC 8375, ICANN's .internal).
   */
  private static final Pattern PRIVATE =
      Pattern.compile(
          "\\d{1,3}(\\.\\d{1,3}){3}|[0-9a-f:.%]*:[0-9a-z:.%]*|[^.]+|.+\\.(local|lan|internal|home\\.arpa)");

  private final boolean loopback;
  private final Set<String> names;

  /**
   * @param address where the server listens
   * @param names further names of the server, as a person wrote them
   */
  HostCheck(InetAddress address, Set<String> names) {
    this.loopback = address.isLoopbackAddress();
    this.names =
        names.stream().map(name -> name.toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
  }

  /**
   * @throws Problem if the request is refused
   */
  void check(Request request) {
    if (!knows(Request.getServerName(request))) {
      throw new Problem(
          HttpStatus.MISDIRECTED_REQUEST_421,
          "this server does not go by that name; " + Settings.FILE + " can say so under hosts");
    }
    if (!wantedHere(request)) {
      throw new Problem(HttpStatus.FORBIDDEN_403, "a page of another site may not ask this");
    }
    if (changes(request.getMethod()) && !origins(request).allMatch(o -> isOurs(o, request))) {
      throw new Problem(
          HttpStatus.FORBIDDEN_403, "a page of another site may not ask for changes here");
    }
  }

  private boolean knows(@Nullable String host) {
    if (host == null) {
      return false;
    }
    String name = host.toLowerCase(Locale.ROOT).replaceAll("^\\[|]$|\\.$", "");
    return names.contains(name) || (loopback ? LOOPBACK : PRIVATE).matcher(name).matches();
  }

  static boolean changes(String method) {
    return switch (method) {
      case "GET", "HEAD", "OPTIONS" -> false;
      default -> true;
    };
  }

  /**
   * Whether the browser, where it is one, says that a page of ours or a person asks (W3C Fetch
   * Metadata). A link on another site may lead here, but nothing may be loaded from here.
   */
  private static boolean wantedHere(Request request) {
    String site = request.getHeaders().get("Sec-Fetch-Site");
    if (site == null || site.equals("same-origin") || site.equals("none")) {
      return true;
    }
    return !changes(request.getMethod())
        && "navigate".equals(request.getHeaders().get("Sec-Fetch-Mode"))
        && "document".equals(request.getHeaders().get("Sec-Fetch-Dest"));
  }

  /** Whether a page of this very server asks; a request without the header comes from no page. */
  static boolean fromOurPage(Request request) {
    return origins(request).findAny().isPresent()
        && origins(request).allMatch(origin -> isOurs(origin, request));
  }

  private static Stream<String> origins(Request request) {
    return request.getHeaders().getValuesList(HttpHeader.ORIGIN).stream();
  }

  private static boolean isOurs(String origin, Request request) {
    String host = request.getHeaders().get(HttpHeader.HOST);
    return origin.replaceFirst("^https?://", "").equalsIgnoreCase(host);
  }
}
