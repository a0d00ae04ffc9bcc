// SPDX-License-Identifier: Apache-2.0
package io.kitty.web;

import io.kitty.web.Caller.Shown;
import io.kitty.web.access.AccessRight;
import java.util.List;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Response;

/** The resource {@code /session}: lets a page do what the token allows that it has shown. */
final class SessionResource {

  private final AccessPolicy guard;

  SessionResource(AccessPolicy guard) {
    this.guard = guard;
  }

  /** Tells whether this client may ask for changes. */
  void show(HttpExchange exchange, List<String> variables) {
    boolean changes = guard.caller(exchange.request()).right().includes(AccessRight.CHANGE);
    exchange.json(HttpStatus.OK_200, "{\"changes\":" + changes + "}");
  }

  void begin(HttpExchange exchange, List<String> variables) {
    Caller caller = guard.caller(exchange.request());
    if (caller.shown() != Shown.TOKEN) {
      throw Problem.unauthorized("a session needs a token: Authorization: Bearer TOKEN");
    }
    Response.addCookie(
        exchange.response(), guard.sessions().begin(exchange.request(), caller.token()));
    exchange.done();
  }

  void end(HttpExchange exchange, List<String> variables) {
    if (guard.caller(exchange.request()).shown() == Shown.NOTHING) {
      throw Problem.unauthorized("there is no session to end");
    }
    Response.addCookie(exchange.response(), guard.sessions().end(exchange.request()));
    exchange.done();
  }
}
