// SPDX-License-Identifier: Apache-2.0
package io.kitty.web.session;

import io.kitty.web.http.TrustedProxies;
import io.kitty.web.program.PeerSocketOwner;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.eclipse.jetty.http.HttpCookie;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.ConnectionMetaData;
import org.eclipse.jetty.server.Request;

/** The cookies of the sessions, which are bound to a client. Any thread. */
public final class SessionCookies {

  private static final String USER = SessionCookies.class.getName();

  private final Sessions sessions;
  private final PeerSocketOwner owners = new PeerSocketOwner();

  public SessionCookies(Sessions sessions) {
    this.sessions = sessions;
  }

  /** Returns whether the client runs as the hub's user. */
  public boolean ownUser(Request request) {
    OptionalInt own = owners.own();
    return own.isPresent() && own.equals(user(request));
  }

  /**
   * Returns a cookie that begins a session of this client.
   *
   * @param token the id of the named token that begins it; {@code ""} for the owner's
   */
  public HttpCookie begin(Request request, String token) {
    String agent = request.getHeaders().get(HttpHeader.USER_AGENT);
    String secret =
        sessions.begin(token, identity(request), address(request), agent == null ? "" : agent);
    return cookie(request, secret, Sessions.LIFETIME.toSeconds());
  }

  /** Renews the client's session, and returns its cookie; nothing if that is not due. */
  public Optional<HttpCookie> renew(Request request) {
    for (String value : values(request)) {
      Session session = find(request, value).orElse(null);
      if (session != null && sessions.renew(session)) {
        return Optional.of(cookie(request, value, Sessions.LIFETIME.toSeconds()));
      }
    }
    return Optional.empty();
  }

  /** Ends the client's session, and returns a cookie that removes its own. */
  public HttpCookie end(Request request) {
    find(request).ifPresent(session -> sessions.end(session.id()));
    return cookie(request, "", 0);
  }

  private static HttpCookie cookie(Request request, String value, long seconds) {
    return HttpCookie.build(cookieName(request), value)
        .path(TrustedProxies.prefix(request) + "/")
        .httpOnly(true)
        .sameSite(HttpCookie.SameSite.STRICT)
        .maxAge(seconds)
        .build();
  }

  /** Returns the client's session, if it has one. */
  public Optional<Session> find(Request request) {
    return values(request).stream().flatMap(value -> find(request, value).stream()).findFirst();
  }

  private Optional<Session> find(Request request, String secret) {
    return sessions.find(secret, () -> identity(request));
  }

  private static List<String> values(Request request) {
    String name = cookieName(request);
    return Request.getCookies(request).stream()
        .filter(cookie -> cookie.getName().equals(name))
        .map(HttpCookie::getValue)
        .toList();
  }

  /** Returns a cookie name with the port, as browsers send a cookie to all ports of a host. */
  private static String cookieName(Request request) {
    return "kitty_session_" + Request.getLocalPort(request);
  }

  /**
   * Returns the client's address and, on this machine, user. A session is bound to it, so that a
   * cookie is of no use to another port of this host or another machine.
   */
  private String identity(Request request) {
    OptionalInt user = user(request);
    return user.isPresent() ? address(request) + " " + user.getAsInt() : address(request);
  }

  private static String address(Request request) {
    return TrustedProxies.client(request).getAddress().getHostAddress();
  }

  /** Returns the user who owns the client's socket; looked up once for each connection. */
  private OptionalInt user(Request request) {
    InetSocketAddress client = TrustedProxies.client(request);
    if (!client.getAddress().isLoopbackAddress()) {
      return OptionalInt.empty();
    }
    ConnectionMetaData connection = request.getConnectionMetaData();
    if (connection.getAttribute(USER) instanceof OptionalInt cached) {
      return cached;
    }
    OptionalInt user =
        connection.getLocalSocketAddress() instanceof InetSocketAddress local
            ? owners.of(client, local)
            : OptionalInt.empty();
    connection.setAttribute(USER, user);
    return user;
  }
}
