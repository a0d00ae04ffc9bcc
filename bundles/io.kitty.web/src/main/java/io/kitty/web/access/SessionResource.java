// SPDX-License-Identifier: Apache-2.0
package io.kitty.web.access;

import io.kitty.web.access.Caller.Shown;
import io.kitty.web.http.HttpExchange;
import io.kitty.web.http.Json;
import io.kitty.web.http.Problem;
import io.kitty.web.token.AccessRight;
import java.util.List;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Response;

/** The resource {@code /session}: gives a page the rights of the token that it sends. */
public final class SessionResource {

  /** The number of sessions that one token may begin in a second, ten times as many at once. */
  private static final int BEGUN = 1;

  private final AccessPolicy policy;
  private final RateLimit begun = new RateLimit(BEGUN, System::nanoTime);

  public SessionResource(AccessPolicy policy) {
    this.policy = policy;
  }

  /** Returns what this client may do, and whether it has a session. */
  public void show(HttpExchange exchange, List<String> variables) {
    Caller caller = policy.caller(exchange.request());
    exchange.json(
        HttpStatus.OK_200,
        Json.text(
            json -> {
              json.writeStartObject();
              json.writeBooleanField("changes", caller.right().includes(AccessRight.CHANGE));
              json.writeBooleanField("owner", caller.right().includes(AccessRight.OWN));
              json.writeBooleanField("session", caller.shown() == Shown.SESSION);
              json.writeBooleanField("automatic", policy.isOwner(exchange.request()));
              json.writeEndObject();
            }));
  }

  public void begin(HttpExchange exchange, List<String> variables) {
    Caller caller = policy.caller(exchange.request());
    if (caller.shown() != Shown.TOKEN) {
      throw policy.unauthorized(
          exchange.request(), "a session needs a token: Authorization: Bearer TOKEN");
    }
    if (!begun.admits(caller.key())) {
      throw Problem.tooManyRequests("this token has begun too many sessions; come again later");
    }
    Response.addCookie(
        exchange.response(), policy.cookies().begin(exchange.request(), caller.token()));
    exchange.noContent();
  }

  public void end(HttpExchange exchange, List<String> variables) {
    if (policy.caller(exchange.request()).shown() == Shown.NOTHING) {
      throw Problem.unauthorized("there is no session to end");
    }
    Response.addCookie(exchange.response(), policy.cookies().end(exchange.request()));
    exchange.noContent();
  }
}
