// SPDX-License-Identifier: Apache-2.0
package io.kitty.web.http;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/**
 * The reverse proxies whose headers are believed: {@code X-Ingress-Path} (Home Assistant), the path
 * under which they serve this server, and {@code X-Forwarded-For}, the address of the client. From
 * all others these headers are ignored.
 */
public final class TrustedProxies {

  /** The header with the path under which a proxy serves this server. */
  public static final String INGRESS_PATH = "X-Ingress-Path";

  private static final String PREFIX = TrustedProxies.class.getName() + ".prefix";
  private static final String CLIENT = TrustedProxies.class.getName() + ".client";

  private static final int MAX_PREFIX = 256;

  /** Segments of unreserved characters (RFC 3986, section 2.3), none of which begins with a dot. */
  private static final Pattern PLAIN_PATH =
      Pattern.compile("(?:/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)+/?");

  private static final Pattern ADDRESS =
      Pattern.compile("\\d{1,3}(?:\\.\\d{1,3}){3}|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

  private final Set<InetAddress> proxies;

  public TrustedProxies(Set<InetAddress> proxies) {
    this.proxies = Set.copyOf(proxies);
  }

  /** Reads the headers of a request, if a trusted proxy sent it. */
  public void read(Request request) {
    if (proxies.isEmpty() || !proxies.contains(peer(request).getAddress())) {
      return;
    }
    String path = request.getHeaders().get(INGRESS_PATH);
    if (path != null && path.length() <= MAX_PREFIX && PLAIN_PATH.matcher(path).matches()) {
      request.setAttribute(PREFIX, path.replaceFirst("/$", ""));
    }
    InetAddress client = forwardedFor(request);
    if (client != null) {
      request.setAttribute(CLIENT, new InetSocketAddress(client, peer(request).getPort()));
    }
  }

  /**
   * Returns the last address of {@code X-Forwarded-For} that is no trusted proxy's: what precedes
   * it was written by others.
   */
  private @Nullable InetAddress forwardedFor(Request request) {
    List<String> hops = request.getHeaders().getCSV("X-Forwarded-For", false);
    for (int i = hops.size() - 1; i >= 0; i--) {
      InetAddress hop = address(hops.get(i));
      if (hop == null || !proxies.contains(hop)) {
        return hop;
      }
    }
    return null;
  }

  private static @Nullable InetAddress address(String text) {
    try {
      return ADDRESS.matcher(text).matches() ? InetAddress.getByName(text) : null;
    } catch (UnknownHostException e) {
      return null;
    }
  }

  /**
   * Returns the path under which a trusted proxy serves this server, without a slash at its end;
   * {@code ""} for none.
   */
  public static String prefix(Request request) {
    return request.getAttribute(PREFIX) instanceof String prefix ? prefix : "";
  }

  /** Returns the client's address and port; behind a trusted proxy, its address and their port. */
  public static InetSocketAddress client(Request request) {
    return request.getAttribute(CLIENT) instanceof InetSocketAddress client
        ? client
        : peer(request);
  }

  private static InetSocketAddress peer(Request request) {
    SocketAddress address = request.getConnectionMetaData().getRemoteSocketAddress();
    return address instanceof InetSocketAddress inet && !inet.isUnresolved()
        ? inet
        : new InetSocketAddress(0);
  }
}
