// SPDX-License-Identifier: Apache-2.0
package io.kitty.web;

import io.kitty.web.Caller.Shown;
import io.kitty.web.HostCheck.Name;
import io.kitty.web.access.AccessRight;
import io.kitty.web.access.AccessToken;
import io.kitty.web.access.NamedTokens;
import java.net.InetAddress;
import java.util.List;
import org.eclipse.jetty.server.Request;

/**
 * Decides who may do what. Reading is free on a loopback address, or where a person said so;
 * changes always need a token, or a session of one of our pages. Any thread.
 */
final class AccessPolicy {

  /** What a proxy adds to what it passes on for somebody else (RFC 7239, and older habits). */
  private static final List<String> FORWARDED =
      List.of("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP", "Via");

  private final boolean local;
  private final boolean anyoneMayRead;
  private final HostCheck hostCheck;
  private final SessionCookies sessions;
  private final Callers callers;

  /**
   * @param address where the server listens
   */
  AccessPolicy(InetAddress address, Settings settings, AccessToken owner, NamedTokens named) {
    this.local = address.isLoopbackAddress();
    this.anyoneMayRead = settings.anyoneMayRead();
    this.hostCheck = new HostCheck(address, settings.names());
    this.sessions = new SessionCookies(owner);
    this.callers = new Callers(owner, named, sessions, this::mayRead);
  }

  /**
   * Checks what does not depend on the resource.
   *
   * @throws Problem if the request is refused
   */
  void check(Request request) {
    hostCheck.check(request);
  }

  /** Who sent a request. */
  Caller caller(Request request) {
    return callers.of(request);
  }

  /**
   * Checks whether the caller may do what the request asks.
   *
   * @throws Problem if the request is refused
   */
  void admit(Request request, AccessRight needed) {
    Caller caller = caller(request);
    if (caller.right().includes(needed)) {
      return;
    }
    if (caller.shown() != Shown.NOTHING) {
      throw Problem.insufficient(
          needed == AccessRight.OWN
              ? "this needs the owner's token, which is in kitty/web.token in the hub's data folder"
              : "this token may only read; a change needs one of the scope full");
    }
    throw Problem.unauthorized(
        caller.fault().isEmpty()
            ? "this needs a token: send the header Authorization: Bearer TOKEN"
            : caller.fault());
  }

  /** A name that others can claim may lead a page of theirs here, in a browser of this machine. */
  private boolean mayRead(Request request) {
    return anyoneMayRead || isLocal(request) && hostCheck.name(request) != Name.CLAIMABLE;
  }

  private boolean isLocal(Request request) {
    return local && FORWARDED.stream().noneMatch(request.getHeaders()::contains);
  }

  /**
   * Whether a page that the client opens gets a session unasked: who runs the hub could read the
   * token as well.
   */
  boolean isOwner(Request request) {
    return isLocal(request) && hostCheck.name(request) == Name.OWN && sessions.ownUser(request);
  }

  /** The sessions of pages. */
  SessionCookies sessions() {
    return sessions;
  }
}
