// SPDX-License-Identifier: Apache-2.0
package io.kitty.web.access;

import io.kitty.web.http.Problem;
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
 * Refuses requests that another web site makes a browser send: under a host name that was pointed
 * at this machine (DNS rebinding), and cross-site requests.
 */
public final class HostCheck {

  /** The kind of host name in a request. */
  enum Name {
    /** A foreign name, which its owner may have pointed at this machine. */
    FOREIGN,
    /**
     * A name that any host on the link may claim by multicast DNS or LLMNR (RFC 6762, RFC 4795):
     * under {@code .local}, or without a dot.
     */
    CLAIMABLE,
    /**
     * A name that public DNS cannot point here, only the name server of this network: an address,
     * or a name under a domain that is reserved for such networks (RFC 8375, ICANN's .internal),
     * has no delegation in the root (.home, .lan, .localdomain), or belongs to a router
     * manufacturer.
     */
    PRIVATE,
    /** A name of this machine, or a configured one. */
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
   * @param address the address that the server listens on
   * @param names further names of the server: those of this machine and the configured ones
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
          "this server does not go by that name; etc/io.kitty.web.cfg can say so under hosts");
    }
    if (!allowedByFetchMetadata(request)) {
      throw new Problem(HttpStatus.FORBIDDEN_403, "a page of another site may not ask this");
    }
    if (changes(request.getMethod()) && !origins(request).allMatch(o -> isThisServer(o, request))) {
      throw new Problem(
          HttpStatus.FORBIDDEN_403, "a page of another site may not ask for changes here");
    }
  }

  /** Returns the kind of the host name that a request was sent to. */
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

  public static boolean changes(String method) {
    return switch (method) {
      case "GET", "HEAD", "OPTIONS" -> false;
      default -> true;
    };
  }

  /**
   * Returns whether Fetch Metadata (W3C), which browsers send, names a page of this server or the
   * user as the origin. Another site may link here, but may not load anything from here.
   */
  private static boolean allowedByFetchMetadata(Request request) {
    String site = request.getHeaders().get("Sec-Fetch-Site");
    if (site == null || site.equals("same-origin") || site.equals("none")) {
      return true;
    }
    return !changes(request.getMethod())
        && "navigate".equals(request.getHeaders().get("Sec-Fetch-Mode"))
        && "document".equals(request.getHeaders().get("Sec-Fetch-Dest"));
  }

  /**
   * Returns whether a page of this server sent the request; one without the header comes from no
   * page.
   */
  static boolean isSameOrigin(Request request) {
    return origins(request).findAny().isPresent()
        && origins(request).allMatch(origin -> isThisServer(origin, request));
  }

  private static Stream<String> origins(Request request) {
    return request.getHeaders().getValuesList(HttpHeader.ORIGIN).stream();
  }

  private static boolean isThisServer(String origin, Request request) {
    String host = request.getHeaders().get(HttpHeader.HOST);
    return origin.replaceFirst("^https?://", "").equalsIgnoreCase(host);
  }
}
