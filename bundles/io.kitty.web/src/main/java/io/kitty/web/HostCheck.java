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

/**
 * Refuses what another web site makes a browser send: requests under a name that was pointed at
 * this machine (DNS rebinding), and what is asked for from elsewhere (cross-site requests).
 */
final class HostCheck {

  /** What the name under which a server is asked tells of who asks. */
  enum Name {
    /** The name of somebody else, who may have pointed it here. */
    FOREIGN,
    /**
     * One that anybody on the link may claim, by multicast DNS or LLMNR (RFC 6762, RFC 4795): under
     * {@code .local}, or without a dot.
     */
    CLAIMABLE,
    /**
     * One that nobody can point anywhere by the public DNS, only the name server of this network:
     * an address, or under a domain that is kept for such networks (RFC 8375, ICANN's .internal),
     * that has no servers in the root (.home, .lan, .localdomain), or that is a router maker's own.
     */
    PRIVATE,
    /** One of this very machine, or one that a person configured. */
    OWN
  }

  private static final Pattern LOOPBACK =
      Pattern.compile("(.+\\.)?localhost|127(\\.\\d{1,3}){3}|::1|0:0:0:0:0:0:0:1");

  private static final Pattern ADDRESS =
      Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}|[0-9a-f:.%]*:[0-9a-z:.%]*");

  private static final Pattern PRIVATE =
      Pattern.compile(".+\\.(home|fritz\\.box|localdomain|home\\.arpa|lan|internal)");

  private static final Pattern CLAIMABLE = Pattern.compile("[^.]+|.+\\.local");

  private final boolean loopback;
  private final Set<String> names;

  /**
   * @param address where the server listens
   * @param names further names of the server: those of this machine, and what a person wrote
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
    if (name(request) == Name.FOREIGN) {
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

  /** What sort of name the request is for. */
  Name name(Request request) {
    String host = Request.getServerName(request);
    if (host == null) {
      return Name.FOREIGN;
    }
    String name = host.toLowerCase(Locale.ROOT).replaceAll("^\\[|]$|\\.$", "");
    if (names.contains(name) || LOOPBACK.matcher(name).matches()) {
      return Name.OWN;
    }
    if (ADDRESS.matcher(name).matches()) {
      return loopback ? Name.FOREIGN : Name.PRIVATE;
    }
    if (PRIVATE.matcher(name).matches()) {
      return Name.PRIVATE;
    }
    return CLAIMABLE.matcher(name).matches() ? Name.CLAIMABLE : Name.FOREIGN;
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
