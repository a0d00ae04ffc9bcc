// SPDX-License-Identifier: Apache-2.0
package io.kitty.web.access;

import io.kitty.web.program.PeerSocketOwner;
import io.kitty.web.token.AccessToken;
import io.kitty.web.token.SessionTokens;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Optional;
import java.util.OptionalInt;
import org.eclipse.jetty.http.HttpCookie;
import org.eclipse.jetty.server.ConnectionMetaData;
import org.eclipse.jetty.server.Request;

/** The sessions of the dashboard: cookies that are bound to a client. Any thread. */
public final class SessionCookies {

  private static final String USER = SessionCookies.class.getName();

  private final SessionTokens sessions;
  private final PeerSocketOwner owners = new PeerSocketOwner();

  SessionCookies(AccessToken token) {
    this.sessions = new SessionTokens(token, () -> System.currentTimeMillis() / 1000);
  }

  /** Returns whether the client runs as the hub's user. */
  boolean ownUser(Request request) {
    OptionalInt own = owners.own();
    return own.isPresent() && own.equals(user(request));
  }

  /**
   * The session of a client.
   *
   * @param cookie the value of its cookie, which is secret
   * @param token the id of the named token that began it; {@code ""} for the owner's
   */
  record PageSession(String cookie, String token) {}

  /**
   * Returns a cookie that begins a session of this client.
   *
   * @param token the id of the named token that begins it; {@code ""} for the owner's
   */
  public HttpCookie begin(Request request, String token) {
    return cookie(
        request, sessions.issue(token, identity(request)), SessionTokens.LIFETIME.toSeconds());
  }

  /** Returns a cookie that ends a session. */
  HttpCookie end(Request request) {
    return cookie(request, "", 0);
  }

  private static HttpCookie cookie(Request request, String value, long seconds) {
    return HttpCookie.build(cookieName(request), value)
        .path("/")
        .httpOnly(true)
        .sameSite(HttpCookie.SameSite.STRICT)
        .maxAge(seconds)
        .build();
  }

  /** Returns the client's session, if it has one. */
  Optional<PageSession> find(Request request) {
    String name = cookieName(request);
    return Request.getCookies(request).stream()
        .filter(cookie -> cookie.getName().equals(name))
        .map(HttpCookie::getValue)
        .flatMap(
            value ->
                sessions
                    .token(value, () -> identity(request))
                    .map(token -> new PageSession(value, token))
                    .stream())
        .findFirst();
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
    String address = client(request).getAddress().getHostAddress();
    OptionalInt user = user(request);
    return user.isPresent() ? address + " " + user.getAsInt() : address;
  }

  /** Returns the user who owns the client's socket; looked up once for each connection. */
  private OptionalInt user(Request request) {
    ConnectionMetaData connection = request.getConnectionMetaData();
    if (connection.getAttribute(USER) instanceof OptionalInt cached) {
      return cached;
    }
    InetSocketAddress client = client(request);
    OptionalInt user =
        client.getAddress().isLoopbackAddress()
                && connection.getLocalSocketAddress() instanceof InetSocketAddress local
            ? owners.of(client, local)
            : OptionalInt.empty();
    connection.setAttribute(USER, user);
    return user;
  }

  /** Returns the client's address and port. */
  static InetSocketAddress client(Request request) {
    SocketAddress address = request.getConnectionMetaData().getRemoteSocketAddress();
    return address instanceof InetSocketAddress inet && !inet.isUnresolved()
        ? inet
        : new InetSocketAddress(0);
  }
}
