// SPDX-License-Identifier: Apache-2.0
package io.kitty.web.access;

import io.kitty.web.http.HttpExchange;
import io.kitty.web.http.Json;
import io.kitty.web.http.Problem;
import io.kitty.web.http.TrustedProxies;
import io.kitty.web.session.LoginCodes;
import io.kitty.web.session.LoginCodes.Code;
import io.kitty.web.session.OwnUrls;
import io.kitty.web.session.Session;
import io.kitty.web.token.NamedTokens;
import java.time.InstantSource;
import java.util.List;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.jspecify.annotations.Nullable;

/**
 * The resources {@code /sessions} and {@code /session/code}: lists and ends sessions, and begins
 * one on another device by a code.
 */
public final class SessionsResource {

  private static final String SCHEME = "Code ";

  /** The number of codes that one client may try in a second, ten times as many at once. */
  private static final int TRIES = 1;

  private final AccessPolicy policy;
  private final NamedTokens tokens;
  private final LoginCodes codes;
  private final RateLimit tries = new RateLimit(TRIES, System::nanoTime);

  public SessionsResource(AccessPolicy policy, NamedTokens tokens, InstantSource clock) {
    this.policy = policy;
    this.tokens = tokens;
    this.codes = new LoginCodes(clock);
  }

  public void list(HttpExchange exchange, List<String> variables) {
    String own = policy.caller(exchange.request()).key();
    exchange.json(
        HttpStatus.OK_200,
        Json.text(
            json -> {
              json.writeStartArray();
              for (Session session : policy.sessions().list()) {
                String token = tokenName(session);
                if (token != null) {
                  json.writeStartObject();
                  json.writeStringField("id", session.id());
                  json.writeStringField("token", token);
                  json.writeStringField("address", session.address());
                  json.writeStringField("agent", session.agent());
                  Json.time(json, "begun", session.begun());
                  Json.time(json, "expires", session.expires());
                  json.writeBooleanField("own", own.equals(Callers.key(session)));
                  json.writeEndObject();
                }
              }
              json.writeEndArray();
            }));
  }

  /**
   * Returns the name of the token that began a session; null if there is no such token any more.
   */
  private @Nullable String tokenName(Session session) {
    return session.token().isEmpty()
        ? ""
        : tokens.byId(session.token()).map(each -> each.token().name()).orElse(null);
  }

  public void end(HttpExchange exchange, List<String> variables) {
    String id = HttpExchange.decode(variables.get(0));
    if (!policy.sessions().end(id)) {
      throw new Problem(
          HttpStatus.NOT_FOUND_404, "there is no session " + id + "; GET /sessions lists them");
    }
    exchange.noContent();
  }

  /** {@code POST /session/code}: the only response that contains the code. */
  public void create(HttpExchange exchange, List<String> variables) {
    Code code = codes.create();
    List<String> urls = OwnUrls.of(exchange.request());
    exchange.json(
        HttpStatus.CREATED_201,
        Json.text(
            json -> {
              json.writeStartObject();
              json.writeStringField("code", code.secret());
              Json.time(json, "expires", code.expires());
              json.writeArrayFieldStart("urls");
              for (String url : urls) {
                json.writeString(url);
              }
              json.writeEndArray();
              json.writeEndObject();
            }));
  }

  /** {@code POST /session/redeem}: begins a session of the owner with a code. */
  public void redeem(HttpExchange exchange, List<String> variables) {
    Request request = exchange.request();
    String header = request.getHeaders().get(HttpHeader.AUTHORIZATION);
    if (header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      throw policy.unauthorized(request, "this needs a code: Authorization: Code CODE");
    }
    if (!tries.admits(RateLimit.keyOf(TrustedProxies.client(request).getAddress()))) {
      throw Problem.tooManyRequests("too many codes were tried; wait for a few seconds");
    }
    if (!codes.redeem(header.substring(SCHEME.length()).strip())) {
      throw policy.unauthorized(
          request, "this code was used already, or is older than five minutes; ask for a new one");
    }
    Response.addCookie(exchange.response(), policy.cookies().begin(request, ""));
    exchange.noContent();
  }
}
