// SPDX-License-Identifier: Apache-2.0
package io.kitty.web.access;

import io.kitty.web.access.Caller.Shown;
import io.kitty.web.session.Session;
import io.kitty.web.session.SessionCookies;
import io.kitty.web.token.AccessRight;
import io.kitty.web.token.AccessToken;
import io.kitty.web.token.NamedTokens;
import io.kitty.web.token.StoredToken;
import java.util.Optional;
import java.util.function.Predicate;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/**
 * Identifies the callers of requests: by token, by session, or by where they come from. Any thread.
 */
public final class Callers {

  private static final String ATTRIBUTE = Caller.class.getName();
  private static final String BEARER = "Bearer ";

  private final AccessToken owner;
  private final NamedTokens named;
  private final SessionCookies sessions;
  private final Predicate<Request> mayRead;

  /**
   * @param mayRead whether a caller without credentials may read
   */
  Callers(
      AccessToken owner, NamedTokens named, SessionCookies sessions, Predicate<Request> mayRead) {
    this.owner = owner;
    this.named = named;
    this.sessions = sessions;
    this.mayRead = mayRead;
  }

  /** Returns the caller of a request; determined once for each request. */
  Caller of(Request request) {
    if (request.getAttribute(ATTRIBUTE) instanceof Caller known) {
      return known;
    }
    Caller caller = find(request);
    request.setAttribute(ATTRIBUTE, caller);
    return caller;
  }

  private Caller find(Request request) {
    String bearer = bearer(request);
    if (bearer != null) {
      return byToken(bearer);
    }
    boolean usable = !HostCheck.changes(request.getMethod()) || HostCheck.isSameOrigin(request);
    return (usable ? bySession(request) : Optional.<Caller>empty())
        .orElseGet(
            () -> Caller.unknown(mayRead.test(request) ? AccessRight.READ : AccessRight.NONE));
  }

  private Caller byToken(String secret) {
    if (owner.matches(secret)) {
      return new Caller(AccessRight.OWN, Shown.TOKEN, "", "token", "");
    }
    StoredToken stored = named.find(secret).orElse(null);
    if (stored == null) {
      return Caller.refused(
          "this token is not known; the owner's is in kitty/web.token in the hub's data folder");
    }
    AccessRight right = named.right(stored);
    return right == AccessRight.NONE
        ? Caller.refused("the token " + stored.token().name() + " has expired")
        : new Caller(right, Shown.TOKEN, stored.id(), "token " + stored.id(), "");
  }

  private Optional<Caller> bySession(Request request) {
    return sessions
        .find(request)
        .map(
            session ->
                new Caller(
                    right(session.token()), Shown.SESSION, session.token(), key(session), ""))
        .filter(caller -> caller.right() != AccessRight.NONE);
  }

  /** Returns the {@link Caller#key} of a session. */
  static String key(Session session) {
    return "session " + session.id();
  }

  private AccessRight right(String token) {
    return token.isEmpty()
        ? AccessRight.OWN
        : named.byId(token).map(named::right).orElse(AccessRight.NONE);
  }

  private static @Nullable String bearer(Request request) {
    String header = request.getHeaders().get(HttpHeader.AUTHORIZATION);
    return header != null && header.regionMatches(true, 0, BEARER, 0, BEARER.length())
        ? header.substring(BEARER.length()).strip()
        : null;
  }
}
