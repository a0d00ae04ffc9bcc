// SPDX-License-Identifier: Apache-2.0
package io.kitty.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kitty.hub.AccessTokens.Scope;
import io.kitty.testkit.FakeCodec;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** The rate limits of clients. */
class LimitsTest {

  private TestServer server;

  @BeforeEach
  void start() throws Exception {
    server = new TestServer(TestServer.settings("127.0.0.1", false, 1), new FakeCodec());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void tooManyRequestsAreRefused() throws Exception {
    HttpResponse<String> refused = exhaust();

    assertThat(refused.statusCode()).isEqualTo(429);
    assertThat(refused.headers().firstValue("retry-after")).hasValue("1");
    assertThat(refused.body()).contains("too many requests");
    await().until(() -> server.get("/devices").statusCode() == 200);
  }

  @Test
  void healthIsNotRateLimited() throws Exception {
    exhaust();

    for (int i = 0; i < 50; i++) {
      assertThat(server.get("/health").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void eachTokenAndSessionHasItsOwnLimit() throws Exception {
    String cookie = server.post("/session").headers().firstValue("set-cookie").orElseThrow();
    String[] session = {"Cookie", cookie.split(";")[0]};
    String[] named = {
      "Authorization", "Bearer " + server.tokens.create("a", Scope.READ, null).secret()
    };
    exhaust();
    assertThat(server.send("GET", "/devices", TestServer.AUTHORIZATION).statusCode())
        .isEqualTo(200);

    exhaust(named);

    assertThat(server.send("GET", "/devices", session).statusCode()).isEqualTo(200);
    assertThat(server.send("GET", "/devices", TestServer.AUTHORIZATION).statusCode())
        .isEqualTo(200);
  }

  @Test
  void anUnknownTokenHasNoLimitOfItsOwn() throws Exception {
    int status = 0;
    for (int i = 0; status != 429 && i < 1000; i++) {
      status = server.send("GET", "/devices", "Authorization", "Bearer " + i).statusCode();
    }
    assertThat(status).isEqualTo(429);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void eachLocalProgramHasItsOwnLimit() throws Exception {
    exhaust();
    Thread flood =
        new Thread(
            () -> {
              try {
                while (!Thread.interrupted()) {
                  server.raw("GET /devices HTTP/1.0\r\n\r\n");
                }
              } catch (Exception e) {
                Thread.currentThread().interrupt();
              }
            });
    flood.start();
    try {
      for (int i = 0; i < 5; i++) {
        assertThat(ask()).isEqualTo("200");
      }
    } finally {
      flood.interrupt();
      flood.join();
    }
  }

  /** Returns the status that another program gets. */
  private String ask() throws Exception {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    Path source = Files.createTempFile("Ask", ".java");
    Files.writeString(
        source,
        """
        class Ask {
          public static void main(String[] args) throws Exception {
            var url = (java.net.HttpURLConnection) new java.net.URL(args[0]).openConnection();
            System.out.print(url.getResponseCode());
          }
        }
        """);
    Process program =
        new ProcessBuilder(java.toString(), source.toString(), server.uri("/devices").toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String status = new String(program.getInputStream().readAllBytes());
    program.waitFor();
    Files.delete(source);
    return status;
  }

  /** Sends requests until one is refused. */
  private HttpResponse<String> exhaust(String... headers) throws Exception {
    HttpResponse<String> response = server.send("GET", "/devices", headers);
    for (int i = 0; response.statusCode() != 429 && i < 1000; i++) {
      response = server.send("GET", "/devices", headers);
    }
    assertThat(response.statusCode()).isEqualTo(429);
    return response;
  }
}
