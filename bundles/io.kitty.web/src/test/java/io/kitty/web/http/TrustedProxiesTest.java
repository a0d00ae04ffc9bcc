// SPDX-License-Identifier: Apache-2.0
package io.kitty.web.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.kitty.testkit.FakeCodec;
import io.kitty.testkit.TestDevices;
import io.kitty.web.DeviceFixture;
import io.kitty.web.TestServer;
import java.net.InetAddress;
import java.net.http.HttpResponse;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrustedProxiesTest {

  private static final String PREFIX = "/api/hassio_ingress/Ab_1-2.3~x";
  private static final String[] INGRESS = {"X-Ingress-Path", PREFIX};

  private TestServer server;

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void theCookieAndTheLinksFollowThePath() throws Exception {
    serve("127.0.0.1");
    server.appear(TestDevices.host(1), TestDevices.host(2));

    HttpResponse<String> begun = server.post("/session", INGRESS);
    HttpResponse<String> list = server.send("GET", "/devices?limit=1", with(INGRESS));

    assertThat(begun.headers().firstValue("set-cookie").orElse(""))
        .containsIgnoringCase("path=" + PREFIX + "/;");
    assertThat(list.headers().firstValue("link").orElse("")).startsWith("<" + PREFIX + "/devices?");
  }

  @Test
  void aPageOfTheSameOriginMayFrameThePage() throws Exception {
    serve("127.0.0.1");

    for (String[] headers :
        new String[][] {with(INGRESS), {"Accept", "text/html", INGRESS[0], INGRESS[1]}}) {
      HttpResponse<String> page = server.send("GET", "/", headers);
      assertThat(page.headers().firstValue("x-frame-options")).hasValue("SAMEORIGIN");
      assertThat(page.headers().firstValue("content-security-policy").orElse(""))
          .contains("frame-ancestors 'self'")
          .doesNotContain("frame-ancestors 'none'");
    }
  }

  @Test
  void fromAnotherAddressTheHeaderChangesNothing() throws Exception {
    serve("192.0.2.1", "127.0.0.2");

    HttpResponse<String> page =
        server.send("GET", "/", with("Accept", "text/html", INGRESS[0], INGRESS[1]));
    HttpResponse<String> begun = server.post("/session", INGRESS);

    assertThat(page.headers().firstValue("x-frame-options")).hasValue("DENY");
    assertThat(page.headers().firstValue("content-security-policy").orElse(""))
        .contains("frame-ancestors 'none'");
    assertThat(begun.headers().firstValue("set-cookie").orElse("")).containsIgnoringCase("path=/;");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "kitty",
        "//evil.example",
        "/a//b",
        "/../x",
        "/a/..",
        "/.",
        "/a;Domain=evil.example",
        "/a b",
        "/a\"",
        "/a%2e",
        "/a?b",
        "/a#b",
        "http://evil.example/",
        "/a,b",
      })
  void onlyAPlainPathIsBelieved(String path) throws Exception {
    serve("127.0.0.1");

    HttpResponse<String> begun = server.post("/session", "X-Ingress-Path", path);

    assertThat(begun.headers().firstValue("set-cookie").orElse("")).containsIgnoringCase("path=/;");
    assertThat(begun.headers().firstValue("x-frame-options")).hasValue("DENY");
  }

  @Test
  void aLongPathIsNotBelieved() throws Exception {
    serve("127.0.0.1");

    assertThat(
            server
                .post("/session", "X-Ingress-Path", "/a".repeat(200))
                .headers()
                .firstValue("x-frame-options"))
        .hasValue("DENY");
  }

  @Test
  void aForwardedRequestNeedsTheToken() throws Exception {
    serve("127.0.0.1");
    assertThat(server.send("GET", "/devices", INGRESS).statusCode()).isEqualTo(401);
    server.close();

    serve("127.0.0.2");
    assertThat(server.send("GET", "/devices", INGRESS).statusCode()).isEqualTo(401);
  }

  @Test
  void theChecksOfOriginAndHostHold() throws Exception {
    serve("127.0.0.1");
    String cookie =
        server.post("/session", INGRESS).headers().firstValue("set-cookie").orElseThrow();
    String[] session = {"Cookie", cookie.split(";")[0], INGRESS[0], INGRESS[1]};

    assertThat(change(session, "Origin", "http://evil.example").statusCode()).isEqualTo(403);
    assertThat(change(session).statusCode()).isEqualTo(401);
    assertThat(change(session, "Origin", "http://127.0.0.1:" + server.port).statusCode())
        .isEqualTo(404);
    assertThat(
            server.raw(
                "GET /devices HTTP/1.1\r\nHost: evil.example\r\nX-Ingress-Path: /a\r\n"
                    + "Connection: close\r\n\r\n"))
        .startsWith("HTTP/1.1 421");
  }

  @Test
  void theClientIsTheLastOneThatIsNoProxy() throws Exception {
    serve("127.0.0.1", "172.30.32.1");

    assertThat(address("X-Forwarded-For", "203.0.113.9, 192.0.2.7")).isEqualTo("192.0.2.7");
    assertThat(address("X-Forwarded-For", "192.0.2.7, 172.30.32.1")).isEqualTo("192.0.2.7");
    assertThat(address("X-Forwarded-For", "2001:db8::7")).isEqualTo("2001:db8:0:0:0:0:0:7");
    assertThat(address("X-Forwarded-For", "evil.example")).isEqualTo("127.0.0.1");
    assertThat(address("X-Forwarded-For", "unknown")).isEqualTo("127.0.0.1");
  }

  @Test
  void fromAnotherAddressTheClientIsThePeer() throws Exception {
    serve("192.0.2.1");

    assertThat(address("X-Forwarded-For", "192.0.2.7")).isEqualTo("127.0.0.1");
  }

  private HttpResponse<String> change(String[] session, String... more) throws Exception {
    return server.send(
        "POST",
        "/protocols/none/scan",
        Stream.of(session, more).flatMap(Stream::of).toArray(String[]::new));
  }

  /** Returns the address of a session that is begun with these headers. */
  private String address(String... headers) throws Exception {
    server.post("/session", headers);
    JsonNode list =
        DeviceFixture.MAPPER.readTree(
            server.send("GET", "/sessions", TestServer.AUTHORIZATION).body());
    assertThat(list).hasSize(1);
    JsonNode session = list.path(0);
    server.send("DELETE", "/sessions/" + session.path("id").asText(), TestServer.AUTHORIZATION);
    return session.path("address").asText();
  }

  private static String[] with(String... headers) {
    return Stream.of(TestServer.AUTHORIZATION, headers).flatMap(Stream::of).toArray(String[]::new);
  }

  private void serve(String... proxies) throws Exception {
    InetAddress[] addresses = new InetAddress[proxies.length];
    for (int i = 0; i < proxies.length; i++) {
      addresses[i] = InetAddress.getByName(proxies[i]);
    }
    server = new TestServer(TestServer.behind(addresses), new FakeCodec());
  }
}
