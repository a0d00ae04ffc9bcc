// SPDX-License-Identifier: Apache-2.0
package io.kitty.web.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.kitty.hub.ModuleStatus;
import io.kitty.hub.ModuleStatus.State;
import io.kitty.testkit.FakeCodec;
import io.kitty.web.TestServer;
import io.kitty.web.http.Problem;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccessPolicyTest {

  private static final String SCAN = "/protocols/ssdp/scan";
  private static final String[] BROWSER = {"Accept", "text/html,*/*;q=0.8"};

  private static final boolean LINUX = OS.current() == OS.LINUX;

  private TestServer server;

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void onLoopbackReadingIsFreeAndChangesNeedTheToken() throws Exception {
    serve("127.0.0.1", false);

    assertThat(server.get("/devices").statusCode()).isEqualTo(200);
    HttpResponse<String> refused = server.send("POST", SCAN);
    assertThat(refused.statusCode()).isEqualTo(401);
    assertThat(refused.headers().firstValue("www-authenticate")).hasValue("Bearer realm=\"kitty\"");
    assertThat(refused.headers().firstValue("content-type")).hasValue(Problem.MEDIA_TYPE);
    assertThat(server.hub.scanned()).isEmpty();
    assertThat(server.post(SCAN).statusCode()).isEqualTo(202);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Bearer", "Bearer ", "Bearer wrong", "Basic abc", "bearer \u00e9"})
  void wrongTokensAreRefused(String authorization) throws Exception {
    serve("127.0.0.1", false);

    assertThat(raw("POST " + SCAN, "Authorization: " + authorization)).contains(" 401 ");
    assertThat(server.hub.scanned()).isEmpty();
  }

  @Test
  void theSchemeNameIsCaseInsensitive() throws Exception {
    serve("127.0.0.1", false);

    String token = TestServer.AUTHORIZATION[1].replace("Bearer", "bearer");
    assertThat(raw("POST " + SCAN, "Authorization: " + token)).contains(" 202 ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/", "/devices", "/events", "/protocols", "/metrics", "/session", "/nothing"})
  void offLoopbackEverythingNeedsTheToken(String path) throws Exception {
    serve("192.0.2.1", false);

    assertThat(server.send("HEAD", path).statusCode()).isEqualTo(401);
    assertThat(server.get(path).statusCode()).isEqualTo(401);
    assertThat(server.send("OPTIONS", path).statusCode()).isEqualTo(401);
    assertThat(server.send("HEAD", path, TestServer.AUTHORIZATION).statusCode()).isNotEqualTo(401);
  }

  @Test
  void offLoopbackHealthNeedsNoToken() throws Exception {
    serve("192.0.2.1", false);

    assertThat(server.get("/health").statusCode()).isEqualTo(200);
  }

  @Test
  void anyoneMayReadAllowsReadsButNoChanges() throws Exception {
    serve("192.0.2.1", true);

    assertThat(server.get("/devices").statusCode()).isEqualTo(200);
    assertThat(server.send("POST", SCAN).statusCode()).isEqualTo(401);
    assertThat(server.post(SCAN).statusCode()).isEqualTo(202);
  }

  @Test
  void forwardedRequestsAreNotLocal() throws Exception {
    serve("127.0.0.1", false);

    String[] forwarded = {"X-Forwarded-For", "192.0.2.7"};
    assertThat(server.send("GET", "/devices", forwarded).statusCode()).isEqualTo(401);
    assertThat(server.send("GET", "/health", forwarded).statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({
    "192.0.2.1,200",
    "[2001:db8::1],200",
    "workshop,200",
    "hub.local,200",
    "hub.lan.:8088,200",
    "hub.home.arpa,200",
    "hub.home,200",
    "hub.fritz.box,200",
    "hub.localdomain,200",
    "hub.internal,200",
    "fritz.box,421",
    "home.evil.example,421",
    "hub.box,421",
    "hub.local.evil.example,421",
    "hub.example.org,200",
    "HUB.example.org:80,200",
    "evil.example,421",
    "hub.example.org.evil.example,421",
    "1.2.3.4.evil.example,421",
  })
  void offLoopbackOnlyPrivateNamesAreServed(String host, int status) throws Exception {
    server =
        new TestServer(
            TestServer.settings("192.0.2.1", true, 1000, "hub.example.org"), new FakeCodec());

    assertThat(
            server.raw("GET /health HTTP/1.1\r\nConnection: close\r\nHost: " + host + "\r\n\r\n"))
        .startsWith("HTTP/1.1 " + status);
  }

  @ParameterizedTest
  @CsvSource({
    "localhost,200,true",
    "kitty.localhost,200,true",
    "hub.example.org,200,true",
    "hub.fritz.box,200,false",
    "hub.home,200,false",
    "hub.home.arpa,200,false",
    "hub.lan,200,false",
    "hub.internal,200,false",
    "hub.localdomain:8088,200,false",
    "hub.local,401,false",
    "workshop,401,false",
    "evil.example,421,false",
    "192.0.2.1,421,false",
  })
  void onLoopbackAClaimableNameNeedsTheToken(String host, int status, boolean session)
      throws Exception {
    server =
        new TestServer(
            TestServer.settings("127.0.0.1", false, 1000, "hub.example.org"), new FakeCodec());

    String list = server.raw(get("/devices", host, ""));
    String page = server.raw(get("/", host, "Accept: text/html\r\n"));

    assertThat(list).startsWith("HTTP/1.1 " + status);
    assertThat(page.contains("Set-Cookie")).isEqualTo(session && LINUX);
    if (status != 421) {
      String token = "Authorization: " + TestServer.AUTHORIZATION[1] + "\r\n";
      assertThat(server.raw(get("/devices", host, token))).startsWith("HTTP/1.1 200");
      assertThat(server.raw(get("/health", host, ""))).startsWith("HTTP/1.1 200");
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void theNamesOfThisMachineAreServed() throws Exception {
    serve("127.0.0.1", false);
    String name = Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();

    assertThat(server.raw(get("/devices", name, ""))).startsWith("HTTP/1.1 200");
    String local = name.replaceFirst("\\..*", "") + ".local";
    assertThat(server.raw(get("/devices", local, ""))).startsWith("HTTP/1.1 200");
  }

  private static String get(String path, String host, String headers) {
    return "GET "
        + path
        + " HTTP/1.1\r\nConnection: close\r\nHost: "
        + host
        + "\r\n"
        + headers
        + "\r\n";
  }

  @Test
  void crossSiteLoadsAreRefused() throws Exception {
    serve("127.0.0.1", false);

    for (String from : List.of("cross-site", "same-site")) {
      assertThat(raw("GET /devices", "Sec-Fetch-Site: " + from)).contains(" 403 ");
      assertThat(raw("GET /devices", "Sec-Fetch-Site: " + from, "Sec-Fetch-Mode: no-cors"))
          .contains(" 403 ");
      assertThat(
              raw(
                  "POST " + SCAN,
                  "Sec-Fetch-Site: " + from,
                  "Sec-Fetch-Mode: navigate",
                  "Sec-Fetch-Dest: document",
                  "Authorization: " + TestServer.AUTHORIZATION[1]))
          .contains(" 403 ");
    }
    assertThat(raw("GET /devices", "Sec-Fetch-Site: none")).contains(" 200 ");
    assertThat(raw("GET /devices", "Sec-Fetch-Site: same-origin")).contains(" 200 ");
  }

  @Test
  void linksFromOtherSitesAreServed() throws Exception {
    serve("127.0.0.1", false);

    String[] link = {"Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: navigate"};
    assertThat(raw("GET /devices", link[0], link[1], "Sec-Fetch-Dest: document")).contains(" 200 ");
    assertThat(raw("GET /devices", link[0], link[1], "Sec-Fetch-Dest: iframe")).contains(" 403 ");
  }

  @Test
  void noCorsHeadersAreSent() throws Exception {
    serve("127.0.0.1", false);

    HttpResponse<String> preflight =
        server.send(
            "OPTIONS",
            SCAN,
            "Origin",
            "http://evil.example",
            "Access-Control-Request-Method",
            "POST");

    assertThat(preflight.headers().map().keySet())
        .noneMatch(name -> name.startsWith("access-control-"));
  }

  @Test
  void aSessionBeginsWithTheTokenAndMayChange() throws Exception {
    serve("127.0.0.1", false);

    String cookie = login();

    assertThat(session("GET", "/session", cookie).body())
        .isEqualTo(
            "{\"changes\":true,\"owner\":true,\"session\":true,\"automatic\":%s}".formatted(LINUX));
    assertThat(session("POST", SCAN, cookie, "Origin", origin()).statusCode()).isEqualTo(202);
  }

  @Test
  void aSessionIsAcceptedOffLoopback() throws Exception {
    serve("192.0.2.1", false);

    String cookie = login();

    assertThat(session("GET", "/devices", cookie).statusCode()).isEqualTo(200);
    assertThat(session("GET", "/devices", cookie + "x").statusCode()).isEqualTo(401);
  }

  @Test
  void aSessionIsRefusedForAnotherOrigin() throws Exception {
    serve("127.0.0.1", false);
    String cookie = login();

    String other = "http://127.0.0.1:" + (server.port == 1 ? 2 : 1);
    assertThat(session("POST", SCAN, cookie).statusCode()).isEqualTo(401);
    assertThat(session("POST", SCAN, cookie, "Origin", other).statusCode()).isEqualTo(403);
    assertThat(session("POST", SCAN, cookie, "Origin", "null").statusCode()).isEqualTo(403);
    assertThat(server.hub.scanned()).isEmpty();
  }

  @Test
  void aSessionEnds() throws Exception {
    serve("127.0.0.1", false);

    HttpResponse<String> ended = session("DELETE", "/session", login(), "Origin", origin());

    assertThat(ended.statusCode()).isEqualTo(204);
    assertThat(ended.headers().firstValue("set-cookie").orElse("")).contains("=;", "Max-Age=0");
  }

  @Test
  void anEndedSessionIsNotAccepted() throws Exception {
    serve("192.0.2.1", false);
    String cookie = login();

    session("DELETE", "/session", cookie, "Origin", origin());

    assertThat(session("GET", "/devices", cookie).statusCode()).isEqualTo(401);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void theHubsUserKeepsItsSession() throws Exception {
    serve("127.0.0.1", false);
    String cookie =
        server.send("GET", "/", BROWSER).headers().firstValue("set-cookie").orElseThrow();

    HttpResponse<String> again =
        server.send("GET", "/", BROWSER[0], BROWSER[1], "Cookie", cookie.split(";")[0]);

    assertThat(again.headers().firstValue("set-cookie")).isEmpty();
  }

  @Test
  void onThisMachineThePathOfTheTokenIsTold() throws Exception {
    serve("192.0.2.1", false);

    assertThat(server.get("/session").body())
        .contains("\"token_file\":\"", "/web.token\"")
        .doesNotContain(TestServer.TOKEN);
    assertThat(server.send("GET", "/session", "X-Forwarded-For", "192.0.2.7").body())
        .doesNotContain("token_file");
  }

  @Test
  void theCookieIsHttpOnlyAndSameSite() throws Exception {
    serve("127.0.0.1", false);

    String cookie =
        server.post("/session").headers().firstValue("set-cookie").orElse("").toLowerCase();

    assertThat(cookie)
        .startsWith("kitty_session_" + server.port + "=")
        .contains("httponly", "samesite=strict", "path=/", "max-age=604800")
        .doesNotContain("domain");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void theHubsUserGetsASession() throws Exception {
    serve("127.0.0.1", false);

    assertThat(server.send("GET", "/", BROWSER).headers().firstValue("set-cookie")).isPresent();
    assertThat(server.get("/").headers().firstValue("set-cookie")).isEmpty();
    assertThat(raw("GET /", "Accept: text/html", "Via: 1.1 proxy")).doesNotContain("Set-Cookie");
  }

  @Test
  void offLoopbackThePageAsksForTheToken() throws Exception {
    serve("192.0.2.1", false);

    HttpResponse<String> page = server.send("GET", "/", BROWSER);

    assertThat(page.statusCode()).isEqualTo(401);
    assertThat(page.headers().firstValue("content-type")).hasValue("text/html; charset=utf-8");
    assertThat(page.headers().firstValue("www-authenticate")).isPresent();
    assertThat(page.headers().firstValue("set-cookie")).isEmpty();
    assertThat(page.body()).contains("\"dashboard/login.js", "type=\"password\"");
    assertThat(server.get("/dashboard/login.js").statusCode()).isEqualTo(200);
    assertThat(server.get("/dashboard/login.html").statusCode()).isEqualTo(404);
  }

  @Test
  void everyResponseHasSecurityHeaders() throws Exception {
    serve("127.0.0.1", false);

    for (HttpResponse<String> response :
        List.of(
            server.get("/devices"),
            server.get("/nothing"),
            server.send("POST", SCAN),
            server.get("/dashboard/login.js"),
            server.get("/metrics"))) {
      assertThat(response.headers().map())
          .containsEntry("x-content-type-options", List.of("nosniff"))
          .containsEntry("x-frame-options", List.of("DENY"))
          .containsEntry("referrer-policy", List.of("no-referrer"))
          .containsEntry("cross-origin-resource-policy", List.of("same-origin"))
          .containsEntry("cross-origin-opener-policy", List.of("same-origin"))
          .containsKeys("cache-control", "content-security-policy")
          .doesNotContainKeys("server", "x-powered-by", "access-control-allow-origin");
      assertThat(response.headers().firstValue("content-security-policy").orElse(""))
          .contains("default-src 'none'", "frame-ancestors 'none'")
          .doesNotContain("unsafe", "*", "http:");
    }
  }

  private void serve(String address, boolean anyoneMayRead) throws Exception {
    server = new TestServer(TestServer.settings(address, anyoneMayRead, 10_000), new FakeCodec());
    server.hub.modules(
        new ModuleStatus("ssdp", true, State.RUNNING, "", null, null, "", Map.of(), List.of()));
  }

  /** The cookie of a new session. */
  private String login() throws Exception {
    HttpResponse<String> response = server.post("/session");
    assertThat(response.statusCode()).isEqualTo(204);
    return response.headers().firstValue("set-cookie").orElseThrow().split(";")[0];
  }

  private HttpResponse<String> session(String method, String path, String cookie, String... more)
      throws Exception {
    String[] headers = new String[more.length + 2];
    System.arraycopy(more, 0, headers, 0, more.length);
    headers[more.length] = "Cookie";
    headers[more.length + 1] = cookie;
    return server.send(method, path, headers);
  }

  private String origin() {
    return "http://127.0.0.1:" + server.port;
  }

  private String raw(String request, String... headers) throws Exception {
    return server.raw(
        request
            + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
            + String.join("\r\n", headers)
            + "\r\n\r\n");
  }
}
