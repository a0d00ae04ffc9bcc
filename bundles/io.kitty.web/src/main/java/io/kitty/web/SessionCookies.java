// SPDX-License-Identifier: Apache-2.0
package io.kitty.web;

import io.kitty.web.access.AccessToken;
import io.kitty.web.access.PeerSocketOwner;
import io.kitty.web.access.SessionTokens;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Optional;
import java.util.OptionalInt;
import org.eclipse.jetty.http.HttpCookie;
import org.eclipse.jetty.server.ConnectionMetaData;
import org.eclipse.jetty.server.Request;

/** The sessions of pages: cookies, and whose they are. Any thread. */
final class SessionCookies {

  private static final String USER = SessionCookies.class.getName();

  private final SessionTokens sessions;
  private final PeerSocketOwner owners = new PeerSocketOwner();

  SessionCookies(AccessToken token) {
    this.sessions = new SessionTokens(token, () -> System.currentTimeMillis() / 1000);
  }

  /** Whether the client is run by the user who runs the hub. */
  boolean ownUser(Request request) {
    OptionalInt own = owners.own();
    return own.isPresent() && own.equals(user(request));
  }

  /**
   * A session that a client has.
   *
   * @param cookie its secret
   * @param token the id of the named token with which it was begun; {@code ""} for the owner's
   */
  record PageSession(String cookie, String token) {}

  /**
   * A cookie that begins a session of this client.
   *
   * @param token the id of the named token with which it begins; {@code ""} for the owner's
   */
  HttpCookie begin(Request request, String token) {
    return cookie(
        request, sessions.issue(token, identity(request)), SessionTokens.LIFETIME.toSeconds());
  }

  /** A cookie that ends a session. */
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

  /** The client's session, if it has one. */
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

  /** Browsers send a cookie to all ports of a host, so each port has a name of its own. */
  private static String cookieName(Request request) {
    return "kitty_session_" + Request.getLocalPort(request);
  }

  /**
   * Tells clients apart, so that a cookie that another port of this host or another machine got
   * hold of is worth nothing: by address and, on this machine, by user.
   */
  private String identity(Request request) {
    String address = client(request).getAddress().getHostAddress();
    OptionalInt user = user(request);
    return user.isPresent() ? address + " " + user.getAsInt() : address;
  }

  /** The user who has the client's end, found out once for each connection. */
  private OptionalInt user(Request request) {
    ConnectionMetaData connection = request.getConnectionMetaData();
    if (connection.getAttribute(USER) instanceof OptionalInt known) {
      return known;
    }
    InetSocketAddress client = client(request);
    OptionalInt user =
        client.getAddress().isLoopbackAddress()
                && connection.getLocalSocketAddress() instanceof InetSocketAddress ours
            ? owners.of(client, ours)
            : OptionalInt.empty();
    connection.setAttribute(USER, user);
    return user;
  }

  /** The client's end of the connection. */
  static InetSocketAddress client(Request request) {
    SocketAddress address = request.getConnectionMetaData().getRemoteSocketAddress();
    return address instanceof InetSocketAddress inet && !inet.isUnresolved()
        ? inet
        : new InetSocketAddress(0);
  }
}
