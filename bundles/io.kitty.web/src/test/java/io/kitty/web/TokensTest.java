// SPDX-License-Identifier: Apache-2.0
package io.kitty.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.kitty.hub.ModuleStatus;
import io.kitty.hub.ModuleStatus.State;
import io.kitty.testkit.FakeCodec;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokensTest {

  private static final String SCAN = "/protocols/ssdp/scan";

  private TestServer server;

  @BeforeEach
  void start() throws Exception {
    server = new TestServer(TestServer.settings("192.0.2.1", false, 10_000), new FakeCodec());
    server.hub.modules(
        new ModuleStatus("ssdp", true, State.RUNNING, "", null, null, "", Map.of(), List.of()));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void theSecretIsReturnedOnceOnly() throws Exception {
    HttpResponse<String> made = create("grafana", "read", 0);

    assertThat(made.statusCode()).isEqualTo(201);
    assertThat(made.headers().firstValue("location")).hasValue("/tokens/grafana");
    String secret = secret(made);
    JsonNode list = DeviceFixture.MAPPER.readTree(server.send("GET", "/tokens", "").body());
    assertThat(list).hasSize(1);
    assertThat(list.path(0).path("name").asText()).isEqualTo("grafana");
    assertThat(list.path(0).path("scope").asText()).isEqualTo("read");
    assertThat(list.path(0).has("created")).isTrue();
    assertThat(list.path(0).has("expires")).isFalse();
    assertThat(list.toString()).doesNotContain(secret, "token");
  }

  @Test
  void aReadOnlyTokenReadsAndChangesNothing() throws Exception {
    String[] token = bearer(create("grafana", "read", 0));

    assertThat(server.send("GET", "/devices", token).statusCode()).isEqualTo(200);
    HttpResponse<String> refused = server.send("POST", SCAN, token);
    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(refused.headers().firstValue("www-authenticate").orElse(""))
        .contains("insufficient_scope");
    assertThat(refused.body()).contains("may only read");
    assertThat(server.hub.scanned()).isEmpty();
  }

  @Test
  void aFullTokenChangesAllButTokens() throws Exception {
    String[] token = bearer(create("script", "full", 0));

    assertThat(server.send("POST", SCAN, token).statusCode()).isEqualTo(202);
    assertThat(server.send("GET", "/tokens", token).statusCode()).isEqualTo(403);
    assertThat(server.send("POST", "/tokens", token).statusCode()).isEqualTo(403);
    assertThat(server.send("DELETE", "/tokens/script", token).statusCode()).isEqualTo(403);
    assertThat(server.send("GET", "/devices", token).statusCode()).isEqualTo(200);
  }

  @Test
  void aTokenIsRefusedOnceItHasExpired() throws Exception {
    long soon = server.now.get().getEpochSecond() + 60;
    String[] token = bearer(create("guest", "full", soon));
    assertThat(server.send("GET", "/devices", token).statusCode()).isEqualTo(200);

    server.now.set(server.now.get().plusSeconds(60));

    HttpResponse<String> refused = server.send("GET", "/devices", token);
    assertThat(refused.statusCode()).isEqualTo(401);
    assertThat(refused.body()).contains("guest has expired");
    assertThat(server.send("GET", "/tokens", "").body()).contains("\"expires\":" + soon);
  }

  @Test
  void aRevokedTokenIsRefused() throws Exception {
    String[] token = bearer(create("guest", "full", 0));

    assertThat(server.send("DELETE", "/tokens/guest", "").statusCode()).isEqualTo(204);

    assertThat(server.send("GET", "/devices", token).statusCode()).isEqualTo(401);
    assertThat(server.send("DELETE", "/tokens/guest", "").statusCode()).isEqualTo(404);
  }

  @Test
  void aSessionHasTheRightOfItsToken() throws Exception {
    String[] reader = session(bearer(create("reader", "read", 0)));
    String[] writer = session(bearer(create("writer", "full", 0)));

    assertThat(server.send("GET", "/session", reader).body())
        .contains("\"changes\":false,\"owner\":false");
    assertThat(server.send("GET", "/session", writer).body())
        .contains("\"changes\":true,\"owner\":false");
    assertThat(server.send("GET", "/devices", reader).statusCode()).isEqualTo(200);
    assertThat(server.send("POST", SCAN, ours(reader)).statusCode()).isEqualTo(403);
    assertThat(server.send("POST", SCAN, ours(writer)).statusCode()).isEqualTo(202);
    assertThat(server.send("GET", "/tokens", writer).statusCode()).isEqualTo(403);
    server.tokens.revoke("reader");
    assertThat(server.send("GET", "/devices", reader).statusCode()).isEqualTo(401);
    create("reader", "full", 0);
    assertThat(server.send("GET", "/devices", reader).statusCode()).isEqualTo(401);
  }

  @Test
  void theOwnersSessionMayCreateTokens() throws Exception {
    String[] owner = session(TestServer.AUTHORIZATION);

    assertThat(server.send("GET", "/tokens", owner).body()).isEqualTo("[]");
    assertThat(server.send("POST", "/tokens", ours(owner)).statusCode()).isEqualTo(400);
    assertThat(server.send("POST", "/tokens", owner).statusCode()).isEqualTo(401);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}                                                   | 400 | name",
        "{'name': 'a'}                                        | 400 | scope",
        "{'name': 'a', 'scope': 'all'}                        | 400 | scope must be read or full",
        "{'name': 'a b', 'scope': 'read'}                     | 400 | letters",
        "{'name': 'a', 'scope': 'read', 'expires': 1}         | 400 | passed",
        "{'name': 'a', 'scope': 'read', 'expires': 'now'}     | 400 | epoch seconds",
        "{'name': 'a', 'scope': 'read', 'expires': 1e300}     | 400 | epoch seconds",
        "{'name': 'a', 'scope': 'read', 'until': 1}           | 400 | allowed are",
        "{'name': 'taken', 'scope': 'read'}                   | 409 | taken already",
      })
  void invalidTokensAreRefused(String body, int status, String detail) throws Exception {
    create("taken", "full", 0);

    HttpResponse<String> refused = server.send("POST", "/tokens", body.replace('\'', '"'));

    assertThat(refused.statusCode()).isEqualTo(status);
    assertThat(refused.body()).contains(detail);
    assertThat(server.tokens.list()).hasSize(1);
  }

  @Test
  void aTokenThatCannotBeSavedIsNotCreated() throws Exception {
    Files.createDirectories(server.data.resolve("web-tokens.json/x"));

    HttpResponse<String> refused = create("guest", "full", 0);

    assertThat(refused.statusCode()).isEqualTo(500);
    assertThat(refused.body()).contains("nothing was changed");
    assertThat(server.tokens.list()).isEmpty();
    Files.delete(server.data.resolve("web-tokens.json/x"));
  }

  private HttpResponse<String> create(String name, String scope, long expires) throws Exception {
    String until = expires == 0 ? "null" : Long.toString(expires);
    return server.send(
        "POST",
        "/tokens",
        "{\"name\": \"%s\", \"scope\": \"%s\", \"expires\": %s}".formatted(name, scope, until));
  }

  private static String secret(HttpResponse<String> made) throws Exception {
    return DeviceFixture.MAPPER.readTree(made.body()).path("token").asText();
  }

  private static String[] bearer(HttpResponse<String> made) throws Exception {
    return new String[] {"Authorization", "Bearer " + secret(made)};
  }

  private String[] session(String[] token) throws Exception {
    HttpResponse<String> begun = server.send("POST", "/session", token);
    assertThat(begun.statusCode()).isEqualTo(204);
    String cookie = begun.headers().firstValue("set-cookie").orElseThrow();
    return new String[] {"Cookie", cookie.split(";")[0]};
  }

  /** Returns the headers of a request from a page of this server. */
  private String[] ours(String[] session) {
    return new String[] {session[0], session[1], "Origin", "http://127.0.0.1:" + server.port};
  }
}
