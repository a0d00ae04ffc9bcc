// SPDX-License-Identifier: Apache-2.0
package io.kitty.web.access;

import io.kitty.web.access.Caller.Shown;
import io.kitty.web.access.HostCheck.Name;
import io.kitty.web.http.Problem;
import io.kitty.web.http.TrustedProxies;
import io.kitty.web.session.SessionCookies;
import io.kitty.web.session.Sessions;
import io.kitty.web.token.AccessRight;
import io.kitty.web.token.AccessToken;
import io.kitty.web.token.NamedTokens;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jetty.http.HttpCookie;
import org.eclipse.jetty.server.Request;

/**
 * Access control for requests. Reads need no token on a loopback address, or where the
 * configuration allows everybody to read; changes always need a token or a session of the
 * dashboard. Any thread.
 */
public final class AccessPolicy {

  /** Headers that a proxy adds to a forwarded request (RFC 7239, and the older ones). */
  private static final List<String> FORWARDED =
      List.of(
          "Forwarded",
          "X-Forwarded-For",
          "X-Forwarded-Host",
          "X-Real-IP",
          "Via",
          TrustedProxies.INGRESS_PATH);

  private final boolean local;
  private final boolean anyoneMayRead;
  private final HostCheck hostCheck;
  private final Path tokenFile;
  private final Sessions sessions;
  private final SessionCookies cookies;
  private final Callers callers;

  /**
   * @param address where the server listens
   * @param names the host names of the server
   * @param anyoneMayRead whether reads need no token at any address
   * @param tokenFile the file of the owner's token, which clients on this machine are told
   */
  public AccessPolicy(
      InetAddress address,
      Set<String> names,
      boolean anyoneMayRead,
      AccessToken owner,
      NamedTokens named,
      Sessions sessions,
      Path tokenFile) {
    this.local = address.isLoopbackAddress();
    this.anyoneMayRead = anyoneMayRead;
    this.hostCheck = new HostCheck(address, names);
    this.tokenFile = tokenFile;
    this.sessions = sessions;
    this.cookies = new SessionCookies(sessions);
    this.callers = new Callers(owner, named, cookies, this::mayRead);
  }

  /**
   * Applies the checks that do not depend on the resource.
   *
   * @throws Problem if the request is refused
   */
  public void check(Request request) {
    hostCheck.check(request);
  }

  /** Returns the caller of a request. */
  public Caller caller(Request request) {
    return callers.of(request);
  }

  /**
   * Checks that the caller has a right.
   *
   * @throws Problem if the request is refused
   */
  public void admit(Request request, AccessRight needed) {
    Caller caller = caller(request);
    if (caller.right().includes(needed)) {
      return;
    }
    if (caller.shown() != Shown.NOTHING) {
      throw Problem.insufficientScope(
          needed == AccessRight.OWN
              ? "this needs the owner's token, which is in kitty/web.token in the hub's data folder"
              : "this token may only read; a change needs one of the scope full");
    }
    throw unauthorized(
        request,
        caller.fault().isEmpty()
            ? "this needs a token: send the header Authorization: Bearer TOKEN"
            : caller.fault());
  }

  /** Returns the error for missing credentials; on this machine, it names the token's file. */
  Problem unauthorized(Request request, String detail) {
    Problem problem = Problem.unauthorized(detail);
    return TrustedProxies.client(request).getAddress().isLoopbackAddress() && !forwarded(request)
        ? problem.with("token_file", tokenFile.toString())
        : problem;
  }

  /**
   * Returns whether a caller without a token may read. Not under a claimable name: another host
   * could make a page of its own reach this server from a browser on this machine.
   */
  private boolean mayRead(Request request) {
    return anyoneMayRead || isLocal(request) && hostCheck.name(request) != Name.CLAIMABLE;
  }

  private boolean isLocal(Request request) {
    return local && !forwarded(request);
  }

  private static boolean forwarded(Request request) {
    return FORWARDED.stream().anyMatch(request.getHeaders()::contains);
  }

  /**
   * Returns whether the client gets a session without showing a token: the user who runs the hub
   * could read the token's file anyway.
   */
  public boolean isOwner(Request request) {
    return isLocal(request) && hostCheck.name(request) == Name.OWN && cookies.ownUser(request);
  }

  /**
   * Returns the cookie that a browser gets with the page: of a new session for the owner, of its
   * own if that is renewed.
   */
  public Optional<HttpCookie> cookie(Request request) {
    return isOwner(request) && caller(request).right() != AccessRight.OWN
        ? Optional.of(cookies.begin(request, ""))
        : cookies.renew(request);
  }

  /** Returns the cookies of the sessions. */
  SessionCookies cookies() {
    return cookies;
  }

  /** Returns the sessions. */
  Sessions sessions() {
    return sessions;
  }
}
