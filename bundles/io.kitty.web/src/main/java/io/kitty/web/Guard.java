// SPDX-License-Identifier: Apache-2.0
package io.kitty.web;

import io.kitty.web.access.AccessToken;
import io.kitty.web.access.RateLimit;
import java.net.InetAddress;
import java.util.List;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/**
 * Decides who may do what. Reading is free on a loopback address, or where a person said so;
 * changes always need the token, or a session of one of our pages. Any thread.
 */
final class Guard {

  private static final String BEARER = "Bearer ";

  /** What a proxy adds to what it passes on for somebody else (RFC 7239, and older habits). */
  private static final List<String> FORWARDED =
      List.of("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP", "Via");

  private final boolean local;
  private final boolean anyoneMayRead;
  private final HostCheck hostCheck;
  private final AccessToken token;
  private final PageSessions sessions;
  private final RateLimit rateLimit;

  /**
   * @param address where the server listens
   */
  Guard(InetAddress address, Settings settings, AccessToken token) {
    this.local = address.isLoopbackAddress();
    this.anyoneMayRead = settings.anyoneMayRead();
    this.hostCheck = new HostCheck(address, settings.names());
    this.token = token;
    this.sessions = new PageSessions(token);
    this.rateLimit = new RateLimit(settings.rate(), System::nanoTime);
  }

  /**
   * Checks what does not depend on the resource.
   *
   * @throws Problem if the request is refused
   */
  void check(Request request) {
    if (!rateLimit.admits(PageSessions.client(request).getAddress())) {
      throw Problem.tooMany("too many requests from this address; come again in a second");
    }
    hostCheck.check(request);
  }

  /**
   * Checks whether the client may use a resource that is not open to everybody.
   *
   * @throws Problem if the request is refused
   */
  void admit(Request request) {
    boolean changes = HostCheck.changes(request.getMethod());
    String bearer = bearer(request);
    if (bearer == null && !changes && mayRead(request)) {
      return;
    }
    if (!mayChange(request)) {
      throw Problem.unauthorized(
          bearer == null
              ? "this needs the token: send the header Authorization: Bearer TOKEN"
              : "this is not the token; it is in kitty/web.token in the hub's data folder");
    }
  }

  private boolean mayRead(Request request) {
    return anyoneMayRead || local && !forwarded(request) || sessions.has(request);
  }

  /** Whether the client may ask for changes: it knows the token, or is a page with a session. */
  boolean mayChange(Request request) {
    String bearer = bearer(request);
    if (bearer != null) {
      return token.matches(bearer);
    }
    boolean read = !HostCheck.changes(request.getMethod());
    return (read || HostCheck.fromOurPage(request)) && sessions.has(request);
  }

  /** Whether the client sent the token itself. */
  boolean knowsToken(Request request) {
    String bearer = bearer(request);
    return bearer != null && token.matches(bearer);
  }

  /**
   * Whether a page that the client opens gets a session unasked: who runs the hub could read the
   * token as well.
   */
  boolean isOwner(Request request) {
    return local && !forwarded(request) && sessions.ownUser(request);
  }

  /** The sessions of pages. */
  PageSessions sessions() {
    return sessions;
  }

  private static boolean forwarded(Request request) {
    return FORWARDED.stream().anyMatch(request.getHeaders()::contains);
  }

  private static @Nullable String bearer(Request request) {
    String header = request.getHeaders().get(HttpHeader.AUTHORIZATION);
    return header != null && header.regionMatches(true, 0, BEARER, 0, BEARER.length())
        ? header.substring(BEARER.length()).strip()
        : null;
  }
}
