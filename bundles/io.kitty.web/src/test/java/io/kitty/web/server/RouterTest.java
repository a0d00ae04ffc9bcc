// SPDX-License-Identifier: Apache-2.0
package io.kitty.web.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.kitty.web.access.AccessPolicy;
import io.kitty.web.access.RateLimit;
import io.kitty.web.access.RequestLimit;
import io.kitty.web.dashboard.Dashboard;
import io.kitty.web.http.Counters;
import io.kitty.web.http.HttpExchange;
import io.kitty.web.http.JsonBody;
import io.kitty.web.http.TrustedProxies;
import io.kitty.web.program.LocalPrograms;
import io.kitty.web.session.Sessions;
import io.kitty.web.token.AccessToken;
import io.kitty.web.token.NamedTokens;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RouterTest {

  @TempDir Path data;

  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private final Server server = new Server();
  private final ServerConnector connector = new ServerConnector(server, 0, 1);

  @BeforeEach
  void start() throws Exception {
    Path file = data.resolve("web.token");
    AccessToken token = AccessToken.open(file, made -> {});
    InstantSource now = InstantSource.system();
    AccessPolicy policy =
        new AccessPolicy(
            InetAddress.getLoopbackAddress(),
            Set.of(),
            false,
            token,
            new NamedTokens(data.resolve("web-tokens.json"), file, now),
            new Sessions(data.resolve("web-sessions.json"), token, now),
            file);
    Route route =
        new Route(
            "/",
            Route.Access.OPEN,
            Map.of(
                "PUT", Route.withBody(RouterTest::showBody),
                "POST", RouterTest::showBody,
                "GET", RouterTest::showBody));
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    server.setHandler(
        new Router(
            policy,
            new RequestLimit(
                new RateLimit(1000, System::nanoTime),
                new LocalPrograms(server.getThreadPool(), timer)),
            new ConnectionTable(10),
            new TrustedProxies(Set.of()),
            new Dashboard(policy),
            new Counters(),
            List.of(route)));
    server.start();
  }

  @AfterEach
  void stop() throws Exception {
    server.stop();
    timer.shutdownNow();
  }

  /** Responds with the body of the request; with 400 if there is none. */
  private static void showBody(HttpExchange exchange, List<String> variables) {
    exchange.json(200, JsonBody.of(exchange, "name").json().toString());
  }

  private HttpResponse<String> send(String method, String body) throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + connector.getLocalPort() + "/");
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(uri)
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build(),
            HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void aBodyIsKeptOnlyForAnActionThatReadsIt() throws Exception {
    String body = "{\"name\":\"%s\"}".formatted("x".repeat(8000));

    assertThat(send("PUT", body).body()).isEqualTo(body);
    assertThat(send("POST", body).statusCode()).isEqualTo(400);
    assertThat(send("GET", body).statusCode()).isEqualTo(400);
  }
}
