// SPDX-License-Identifier: Apache-2.0
package io.kitty.web.access;

import io.kitty.web.access.Caller.Shown;
import io.kitty.web.access.HostCheck.Name;
import io.kitty.web.http.Problem;
import io.kitty.web.token.AccessRight;
import io.kitty.web.token.AccessToken;
import io.kitty.web.token.NamedTokens;
import java.net.InetAddress;
import java.util.List;
import java.util.Set;
import org.eclipse.jetty.server.Request;

/**
 * Access control for requests. Reads need no token on a loopback address, or where the
 * configuration allows everybody to read; changes always need a token or a session of the
 * dashboard. Any thread.
 */
public final class AccessPolicy {

  /** Headers that a proxy adds to a forwarded request (RFC 7239, and the older ones). */
  private static final List<String> FORWARDED =
      List.of("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP", "Via");

  private final boolean local;
  private final boolean anyoneMayRead;
  private final HostCheck hostCheck;
  private final SessionCookies sessions;
  private final Callers callers;

  /**
   * @param address where the server listens
   * @param names the host names of the server
   * @param anyoneMayRead whether reads need no token at any address
   */
  public AccessPolicy(
      InetAddress address,
      Set<String> names,
      boolean anyoneMayRead,
      AccessToken owner,
      NamedTokens named) {
    this.local = address.isLoopbackAddress();
    this.anyoneMayRead = anyoneMayRead;
    this.hostCheck = new HostCheck(address, names);
    this.sessions = new SessionCookies(owner);
    this.callers = new Callers(owner, named, sessions, this::mayRead);
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
    throw Problem.unauthorized(
        caller.fault().isEmpty()
            ? "this needs a token: send the header Authorization: Bearer TOKEN"
            : caller.fault());
  }

  /**
   * Returns whether a caller without a token may read. Not under a claimable name: another host
   * could make a page of its own reach this server from a browser on this machine.
   */
  private boolean mayRead(Request request) {
    return anyoneMayRead || isLocal(request) && hostCheck.name(request) != Name.CLAIMABLE;
  }

  private boolean isLocal(Request request) {
    return local && FORWARDED.stream().noneMatch(request.getHeaders()::contains);
  }

  /**
   * Returns whether the client gets a session without showing a token: the user who runs the hub
   * could read the token's file anyway.
   */
  public boolean isOwner(Request request) {
    return isLocal(request) && hostCheck.name(request) == Name.OWN && sessions.ownUser(request);
  }

  /** Returns the sessions of the dashboard. */
  public SessionCookies sessions() {
    return sessions;
  }
}
