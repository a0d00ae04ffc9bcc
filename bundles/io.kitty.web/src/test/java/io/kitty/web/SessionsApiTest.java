// SPDX-License-Identifier: Apache-2.0
package io.kitty.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.kitty.hub.AccessTokens.Scope;
import io.kitty.testkit.FakeCodec;
import java.net.http.HttpResponse;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The resources of sessions and of the codes that begin one on another device. */
class SessionsApiTest {

  private TestServer server;

  @BeforeEach
  void start() throws Exception {
    server = new TestServer(TestServer.settings("192.0.2.1", false, 10_000), new FakeCodec());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void sessionsAreListedWithoutTheirSecrets() throws Exception {
    String cookie = login("User-Agent", "Mozilla/5.0 (Linux; Android 14) Firefox/130.0");

    HttpResponse<String> response = as(cookie, "GET", "/sessions");

    JsonNode session = DeviceFixture.MAPPER.readTree(response.body()).path(0);
    assertThat(session.path("id").asText()).matches("[0-9a-f]{16}");
    assertThat(session.path("agent").asText()).contains("Android 14");
    assertThat(session.path("address").asText()).isEqualTo("127.0.0.1");
    assertThat(session.path("own").asBoolean()).isTrue();
    assertThat(session.path("token").asText()).isEmpty();
    assertThat(session.path("begun").asDouble()).isGreaterThan(1_700_000_000);
    assertThat(response.body()).doesNotContain(cookie.split("=")[1], TestServer.TOKEN);
  }

  @Test
  void aSessionIsEndedByItsId() throws Exception {
    String mine = login();
    String other = login();
    JsonNode all = DeviceFixture.MAPPER.readTree(as(mine, "GET", "/sessions").body());
    String id =
        StreamSupport.stream(all.spliterator(), false)
            .filter(each -> !each.path("own").asBoolean())
            .findFirst()
            .orElseThrow()
            .path("id")
            .asText();

    assertThat(as(mine, "DELETE", "/sessions/" + id).statusCode()).isEqualTo(204);

    assertThat(as(other, "GET", "/devices").statusCode()).isEqualTo(401);
    assertThat(as(mine, "GET", "/devices").statusCode()).isEqualTo(200);
    assertThat(as(mine, "DELETE", "/sessions/" + id).statusCode()).isEqualTo(404);
  }

  @Test
  void onlyTheOwnerSeesSessionsAndMakesCodes() throws Exception {
    String full = server.tokens.create("script", Scope.FULL, null).secret();
    String cookie = cookie(server.send("POST", "/session", "Authorization", "Bearer " + full));

    for (String[] request :
        new String[][] {
          {"GET", "/sessions"}, {"DELETE", "/sessions/x"}, {"POST", "/session/code"}
        }) {
      assertThat(as(cookie, request[0], request[1]).statusCode()).as(request[1]).isEqualTo(403);
      assertThat(server.send(request[0], request[1]).statusCode()).isEqualTo(401);
    }
    JsonNode all = DeviceFixture.MAPPER.readTree(as(login(), "GET", "/sessions").body());
    assertThat(all.findValuesAsText("token")).containsExactlyInAnyOrder("", "script");

    server.tokens.revoke("script");
    all = DeviceFixture.MAPPER.readTree(as(login(), "GET", "/sessions").body());
    assertThat(all.findValuesAsText("token")).doesNotContain("script");
  }

  @Test
  void aTokenBeginsFewSessionsAtATime() throws Exception {
    int status = 204;
    int begun = 0;
    for (; status == 204 && begun < 100; begun++) {
      status = server.post("/session").statusCode();
    }

    assertThat(status).isEqualTo(429);
    assertThat(begun).isBetween(10, 20);
  }

  @Test
  void aCodeBeginsASessionOnce() throws Exception {
    String code = code(login());

    HttpResponse<String> begun = redeem(code);

    assertThat(begun.statusCode()).isEqualTo(204);
    assertThat(as(cookie(begun), "GET", "/session").body()).contains("\"owner\":true");
    assertThat(redeem(code))
        .returns(401, HttpResponse::statusCode)
        .extracting(HttpResponse::body)
        .asString()
        .contains("used already")
        .doesNotContain(code);
  }

  @Test
  void aCodeIsNoToken() throws Exception {
    String code = code(login());

    assertThat(server.send("GET", "/devices", "Authorization", "Bearer " + code).statusCode())
        .isEqualTo(401);
    assertThat(server.send("GET", "/devices", "Authorization", "Code " + code).statusCode())
        .isEqualTo(401);
    assertThat(server.send("GET", "/?code=" + code).statusCode()).isEqualTo(401);
    assertThat(redeem(code).statusCode()).isEqualTo(204);
  }

  @Test
  void aPageOfAnotherSiteCannotRedeem() throws Exception {
    String code = code(login());

    assertThat(redeem(code, "Origin", "http://evil.example").statusCode()).isEqualTo(403);
    assertThat(redeem(code, "Sec-Fetch-Site", "cross-site").statusCode()).isEqualTo(403);
    assertThat(redeem(code).statusCode()).isEqualTo(204);
  }

  @Test
  void guessesAreLimited() throws Exception {
    String code = code(login());
    int status = 401;
    int tries = 0;
    for (; status == 401 && tries < 100; tries++) {
      status = redeem("x" + tries).statusCode();
    }

    assertThat(status).isEqualTo(429);
    assertThat(tries).isBetween(10, 20);
    assertThat(redeem(code).statusCode()).isEqualTo(429);
  }

  private String login(String... headers) throws Exception {
    return cookie(server.post("/session", headers));
  }

  private static String cookie(HttpResponse<String> response) {
    return response.headers().firstValue("set-cookie").orElseThrow().split(";")[0];
  }

  private String code(String cookie) throws Exception {
    HttpResponse<String> made = as(cookie, "POST", "/session/code");
    assertThat(made.statusCode()).isEqualTo(201);
    JsonNode json = DeviceFixture.MAPPER.readTree(made.body());
    assertThat(json.path("urls")).isEmpty();
    return json.path("code").asText();
  }

  private HttpResponse<String> redeem(String code, String... more) throws Exception {
    String[] headers = new String[more.length + 2];
    System.arraycopy(more, 0, headers, 0, more.length);
    headers[more.length] = "Authorization";
    headers[more.length + 1] = "Code " + code;
    return server.send("POST", "/session/redeem", headers);
  }

  private HttpResponse<String> as(String cookie, String method, String path) throws Exception {
    return server.send(method, path, "Cookie", cookie, "Origin", "http://127.0.0.1:" + server.port);
  }
}
