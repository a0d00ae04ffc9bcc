// SPDX-License-Identifier: Apache-2.0
package io.kitty.web.access;

import com.fasterxml.jackson.core.JsonGenerator;
import io.kitty.hub.AccessTokens;
import io.kitty.hub.AccessTokens.Issued;
import io.kitty.hub.AccessTokens.Scope;
import io.kitty.hub.AccessTokens.Token;
import io.kitty.web.http.HttpExchange;
import io.kitty.web.http.Json;
import io.kitty.web.http.JsonBody;
import io.kitty.web.http.Problem;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The resources {@code /tokens} and {@code /tokens/{name}}. */
public final class TokensResource {

  private static final Logger LOG = LoggerFactory.getLogger(TokensResource.class);

  private final AccessTokens tokens;

  public TokensResource(AccessTokens tokens) {
    this.tokens = tokens;
  }

  public void list(HttpExchange exchange, List<String> variables) {
    List<Token> all = tokens.list();
    exchange.json(
        HttpStatus.OK_200,
        Json.text(
            json -> {
              json.writeStartArray();
              for (Token token : all) {
                write(json, token, null);
              }
              json.writeEndArray();
            }));
  }

  /** {@code POST}: the only response that contains the secret. */
  public void create(HttpExchange exchange, List<String> variables) {
    JsonBody body = JsonBody.of(exchange, "name", "scope", "expires");
    String name = body.text("name");
    Scope scope = scope(body.text("scope"));
    Instant expires = body.time("expires");
    Issued issued;
    try {
      issued = tokens.create(name, scope, expires);
    } catch (IllegalArgumentException e) {
      throw JsonBody.bad(String.valueOf(e.getMessage()));
    } catch (IllegalStateException e) {
      throw new Problem(HttpStatus.CONFLICT_409, String.valueOf(e.getMessage()));
    } catch (IOException e) {
      throw notSaved(e);
    }
    exchange
        .response()
        .getHeaders()
        .put(HttpHeader.LOCATION, exchange.prefix() + "/tokens/" + name);
    exchange.json(
        HttpStatus.CREATED_201, Json.text(json -> write(json, issued.token(), issued.secret())));
  }

  private static Scope scope(String text) {
    return switch (text) {
      case "read" -> Scope.READ;
      case "full" -> Scope.FULL;
      default -> throw JsonBody.bad("scope must be read or full");
    };
  }

  public void revoke(HttpExchange exchange, List<String> variables) {
    String name = HttpExchange.decode(variables.get(0));
    boolean known;
    try {
      known = tokens.revoke(name);
    } catch (IOException e) {
      throw notSaved(e);
    }
    if (!known) {
      throw new Problem(
          HttpStatus.NOT_FOUND_404, "there is no token " + name + "; GET /tokens lists them");
    }
    exchange.noContent();
  }

  private static Problem notSaved(IOException cause) {
    LOG.warn("Cannot save the tokens: {}", cause.toString());
    return new Problem(
        HttpStatus.INTERNAL_SERVER_ERROR_500,
        "nothing was changed, for the tokens cannot be kept; the log says why");
  }

  private static void write(JsonGenerator json, Token token, @Nullable String secret)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("name", token.name());
    json.writeStringField("scope", token.scope().name().toLowerCase(Locale.ROOT));
    Json.time(json, "created", token.created());
    Instant expires = token.expires();
    if (expires != null) {
      Json.time(json, "expires", expires);
    }
    if (secret != null) {
      json.writeStringField("token", secret);
    }
    json.writeEndObject();
  }
}
