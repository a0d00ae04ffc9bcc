// SPDX-License-Identifier: Apache-2.0
package io.kitty.web;

import java.util.List;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Response;

/** The resource {@code /session}: lets a page ask for changes once it has shown the token. */
final class SessionResource {

  private final Guard guard;

  SessionResource(Guard guard) {
    this.guard = guard;
  }

  /** Tells whether this client may ask for changes. */
  void show(Exchange exchange, List<String> variables) {
    boolean changes = guard.mayChange(exchange.request());
    exchange.json(HttpStatus.OK_200, "{\"changes\":" + changes + "}");
  }

  void begin(Exchange exchange, List<String> variables) {
    if (!guard.knowsToken(exchange.request())) {
      throw Problem.unauthorized("a session needs the token: Authorization: Bearer TOKEN");
    }
    Response.addCookie(exchange.response(), guard.sessions().begin(exchange.request()));
    exchange.done();
  }

  void end(Exchange exchange, List<String> variables) {
    Response.addCookie(exchange.response(), guard.sessions().end(exchange.request()));
    exchange.done();
  }
}
