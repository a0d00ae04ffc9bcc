// SPDX-License-Identifier: Apache-2.0
package io.kitty.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.kitty.hub.Health;
import io.kitty.hub.ModuleStatus;
import io.kitty.hub.ModuleStatus.State;
import io.kitty.testkit.FakeCodec;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpTest {

  private TestServer server;

  @BeforeEach
  void start() throws Exception {
    FakeCodec codec =
        new FakeCodec() {
          @Override
          public String json(Health health) {
            if (!health.reasons().isEmpty()) {
              throw new IllegalStateException("secret");
            }
            return super.json(health);
          }
        };
    server = new TestServer(TestServer.SETTINGS, codec);
    server.hub.modules(
        new ModuleStatus("ssdp", true, State.RUNNING, "", null, null, "", Map.of(), List.of()));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void headRespondsLikeGetWithoutABody() throws Exception {
    assertThat(server.raw("HEAD /devices HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
        .startsWith("HTTP/1.1 200 OK")
        .contains("Content-Type: application/json", "Content-Length: 2")
        .endsWith("\r\n\r\n");
    assertThat(server.send("HEAD", "/events").headers().firstValue("content-type"))
        .hasValue("text/event-stream");
  }

  @Test
  void optionsListsTheMethods() throws Exception {
    HttpResponse<String> response = server.send("OPTIONS", "/devices");

    assertThat(response.statusCode()).isEqualTo(204);
    assertThat(response.headers().firstValue("allow")).hasValue("GET, HEAD, OPTIONS");
    assertThat(server.raw("OPTIONS * HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
        .contains("Allow: DELETE, GET, HEAD, OPTIONS, POST, PUT");
  }

  @Test
  void unsupportedMethodsAreRefused() throws Exception {
    HttpResponse<String> response = server.send("DELETE", "/devices", TestServer.AUTHORIZATION);

    assertThat(response.statusCode()).isEqualTo(405);
    assertThat(response.headers().firstValue("allow")).hasValue("GET, HEAD, OPTIONS");
    assertThat(server.send("GET", "/protocols/ssdp/scan").headers().firstValue("allow"))
        .hasValue("OPTIONS, POST");
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "LOCALHOST:8088", "127.0.0.1", "127.8.9.1:80", "[::1]:8088"})
  void aNameOfThisMachineIsServed(String host) throws Exception {
    assertThat(get("/health", "Host: " + host)).startsWith("HTTP/1.1 200 ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"evil.example", "localhost.evil.example", "127.0.0.1.evil.example", "192.0.2.1"})
  void foreignHostNamesAreRefused(String host) throws Exception {
    assertThat(get("/health", "Host: " + host))
        .startsWith("HTTP/1.1 421 ")
        .contains("\"status\":421");
    assertThat(server.raw("GET http://" + host + "/ HTTP/1.0\r\n\r\n")).contains(" 421 ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"http://evil.example", "null", "http://localhost:1", "http://localhost.evil"})
  void aPageOfAnotherSiteMayNotScan(String origin) throws Exception {
    assertThat(server.post("/protocols/ssdp/scan", "Origin", origin).statusCode()).isEqualTo(403);
    assertThat(server.hub.scanned()).isEmpty();
  }

  @Test
  void aPageOfThisServerMayScan() throws Exception {
    String origin = "http://127.0.0.1:" + server.port;

    assertThat(server.post("/protocols/ssdp/scan", "Origin", origin).statusCode()).isEqualTo(202);
  }

  @Test
  void invalidHttpIsAProblem() throws Exception {
    assertProblem(server.raw("GET /health HTTP/1.1\r\n\r\n"), 400);
    assertProblem(server.raw("GET /devices/%zz HTTP/1.1\r\nHost: localhost\r\n\r\n"), 400);
    assertProblem(get("/health", "X: " + "x".repeat(10_000), "Host: localhost"), 431);
    assertProblem(get("/" + "x".repeat(10_000), "Host: localhost"), 414);
    assertProblem(get("/devices?q=%zz", "Host: localhost"), 400);
    assertProblem(get("/events?last_event_id=%zz", "Host: localhost"), 400);
    assertProblem(get("/devices?q=" + "x".repeat(300), "Host: localhost"), 400);
  }

  /** More than the server has threads. */
  @Test
  void bodiesThatDoNotArriveHoldNoThread() throws Exception {
    List<Socket> slow = new ArrayList<>();
    String head = "PUT /devices/x/user HTTP/1.1\r\nHost: localhost\r\n";
    String length = "Content-Length: 20\r\n\r\n{";
    try {
      for (int i = 0; i < 20; i++) {
        slow.add(server.open(head + String.join(": ", TestServer.AUTHORIZATION) + "\r\n" + length));
      }

      assertThat(server.get("/health").statusCode()).isEqualTo(200);

      for (Socket each : slow) {
        each.getOutputStream().write(" \"ignored\": true  }".getBytes(StandardCharsets.UTF_8));
        assertThat(new String(each.getInputStream().readNBytes(12))).isEqualTo("HTTP/1.1 404");
      }
    } finally {
      for (Socket each : slow) {
        each.close();
      }
    }
  }

  @Test
  void aChunkedBodyIsReadUpToItsBound() throws Exception {
    String head =
        " HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n"
            + String.join(": ", TestServer.AUTHORIZATION)
            + "\r\nConnection: close\r\n\r\n";
    String chunk = "1000\r\n" + "x".repeat(0x1000) + "\r\n";

    assertProblem(server.raw("PUT /devices/x/user" + head + "2\r\n{}\r\n0\r\n\r\n"), 404);
    assertProblem(server.raw("PUT /devices/x/user" + head + chunk.repeat(3)), 413);
    assertProblem(server.raw("POST /protocols/ssdp/scan" + head + chunk.repeat(3)), 413);
    assertThat(server.hub.scanned()).isEmpty();
  }

  @Test
  void aLargeBodyIsRefusedUnread() throws Exception {
    String answer =
        server.raw(
            "POST /protocols/ssdp/scan HTTP/1.1\r\n"
                + "Host: localhost\r\n"
                + "Content-Length: 99999999\r\n\r\n");

    assertProblem(answer, 413);
    assertThat(server.hub.scanned()).isEmpty();
  }

  @Test
  void anInternalErrorIsAProblemWithoutDetails() throws Exception {
    server.hub.health(new Health(Health.Status.OK, List.of("broken"), new java.util.TreeMap<>()));

    String answer = get("/health", "Host: localhost");

    assertProblem(answer, 500);
    assertThat(answer).doesNotContain("secret");
  }

  @Test
  void requestsAndProblemsAreCounted() throws Exception {
    server.get("/");
    server.get("/nothing");

    assertThat(server.counters.values())
        .containsEntry("requests", 2L)
        .containsEntry("problems", 1L);
  }

  @Test
  void foreignNamesAndInvalidHttpAreCountedSeparately() throws Exception {
    get("/", "Host: evil.example");
    get("/", "Host: evil.example:port");
    get("/", "Host: a b");
    server.raw("nonsense\r\n\r\n");

    assertThat(server.counters.values())
        .containsEntry("misdirected", 1L)
        .containsEntry("malformed", 3L);
    assertThat(server.get("/metrics").body()).contains("kitty_http_malformed_total 3.0");
  }

  private String get(String path, String... headers) throws Exception {
    return server.raw(
        "GET "
            + path
            + " HTTP/1.1\r\nConnection: close\r\n"
            + String.join("\r\n", headers)
            + "\r\n\r\n");
  }

  private static void assertProblem(String answer, int status) {
    assertThat(answer)
        .startsWith("HTTP/1.1 " + status + " ")
        .contains("Content-Type: application/problem+json", "\"status\":" + status)
        .contains("X-Content-Type-Options: nosniff")
        .doesNotContain("Server:");
  }
}
