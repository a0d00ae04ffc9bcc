// SPDX-License-Identifier: Apache-2.0
package io.kitty.web.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.kitty.hub.Health;
import io.kitty.testkit.FakeCodec;
import io.kitty.web.TestServer;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The HTML pages that browsers get in place of problem documents. */
class ProblemPageTest {

  private static final String[] BROWSER = {"Accept", "text/html,application/xhtml+xml,*/*;q=0.8"};

  private TestServer server;

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void notFoundIsAPage() throws Exception {
    server = new TestServer();

    HttpResponse<String> page = server.send("GET", "/devices/%3Cscript%3Ealert(1)", BROWSER);

    assertPage(page, 404);
    assertThat(page.body()).contains("Not Found", "href=\"../\"").doesNotContain("<script");
    assertThat(
            server.send("GET", "/devices/x", "Accept", "*/*").headers().firstValue("content-type"))
        .hasValue(Problem.MEDIA_TYPE);
  }

  @Test
  void aForeignNameIsAPageThatSaysWhatToDo() throws Exception {
    server = new TestServer();

    String page =
        server.raw(
            "GET / HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n"
                + "Accept: text/html\r\n\r\n");

    assertThat(page)
        .startsWith("HTTP/1.1 421")
        .contains("Content-Type: text/html", "etc/io.kitty.web.cfg can say so under hosts.")
        .doesNotContain("href");
  }

  @Test
  void unauthorizedIsAPage() throws Exception {
    server = new TestServer(TestServer.settings("192.0.2.1", false, 10_000), new FakeCodec());

    HttpResponse<String> page = server.send("GET", "/devices", BROWSER);

    assertPage(page, 401);
    assertThat(page.headers().firstValue("www-authenticate")).isPresent();
  }

  @Test
  void tooManyRequestsIsAPage() throws Exception {
    server = new TestServer(TestServer.settings("127.0.0.1", false, 1), new FakeCodec());

    HttpResponse<String> page = server.send("GET", "/devices", BROWSER);
    for (int i = 0; page.statusCode() == 200 && i < 1000; i++) {
      page = server.send("GET", "/devices", BROWSER);
    }

    assertPage(page, 429);
    assertThat(page.headers().firstValue("retry-after")).hasValue("1");
  }

  @Test
  void anInternalErrorIsAPage() throws Exception {
    server =
        new TestServer(
            TestServer.SETTINGS,
            new FakeCodec() {
              @Override
              public String json(Health health) {
                throw new IllegalStateException("secret");
              }
            });
    server.hub.health(new Health(Health.Status.OK, List.of(), new TreeMap<>()));

    HttpResponse<String> page = server.send("GET", "/health", BROWSER);

    assertPage(page, 500);
    assertThat(page.body()).doesNotContain("secret");
  }

  private static void assertPage(HttpResponse<String> page, int status) {
    assertThat(page.statusCode()).isEqualTo(status);
    assertThat(page.headers().firstValue("content-type")).hasValue("text/html; charset=utf-8");
    assertThat(page.headers().firstValue("cache-control")).hasValue("no-store");
    assertThat(page.headers().firstValue("content-security-policy").orElse(""))
        .contains("default-src 'none'", "style-src 'sha256-")
        .doesNotContain("unsafe");
    assertThat(page.body())
        .contains("<p class=\"status\">" + status + "</p>")
        .doesNotContain("{title}", "{detail}", "{way}", "{status}");
  }
}
