// SPDX-License-Identifier: Apache-2.0
package io.kitty.itests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What people are told by a webhook, also after a power failure. */
class NotifyIT {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final String SECRET = "T0kenThatNothingShows";

  private static final List<JsonNode> received = new CopyOnWriteArrayList<>();
  private static HubProcess hub;
  private static SnapmakerPrinters printers;
  private static HttpServer server;
  private static int port;

  @BeforeAll
  static void start() throws Exception {
    Assumptions.linux();
    printers = new SnapmakerPrinters("RUNNING");
    printers.add("Artisan", "127.0.27.1");
    listen();
    hub = HubProcess.prepare("notify");
    hub.boot("kitty-snapmaker, kitty-notify, kitty-store, kitty-web, kitty-shell");
    printers.askedBy(hub);
    hub.configure(
        "io.kitty.notify.target-hook",
        "url = json://kitty:%s@127.0.0.1:%d/%s\n".formatted(SECRET, port, SECRET));
    hub.configure(
        "io.kitty.notify.rule-all", "on = new, finished, failed\nwindow = 1\nto = hook\n");
    hub.start();
  }

  @AfterAll
  static void stop() throws Exception {
    for (AutoCloseable each : new AutoCloseable[] {hub, printers, NotifyIT::deafen}) {
      if (each != null) {
        each.close();
      }
    }
  }

  private static void listen() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    port = server.getAddress().getPort();
    server.createContext(
        "/",
        exchange -> {
          String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
          received.add(Rest.parse(body));
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    server.start();
  }

  private static void deafen() {
    if (server != null) {
      server.stop(0);
    }
  }

  private static List<String> titles() {
    return received.stream().map(each -> each.path("data").path("title").asText()).toList();
  }

  private static String status(String name) throws Exception {
    return StreamSupport.stream(hub.rest().json("/devices").spliterator(), false)
        .filter(each -> each.path("name").asText().equals(name))
        .map(each -> each.path("status").asText())
        .findFirst()
        .orElse("");
  }

  @Test
  void tellsWhatHappensOnceEvenAfterAPowerFailure() throws Exception {
    await("the printer").atMost(SOON).until(() -> status("Artisan").equals("RUNNING"));
    printers.status("FINISHED");
    await("the first message")
        .atMost(SOON)
        .untilAsserted(() -> assertThat(titles()).containsExactly("Artisan has finished"));
    assertThat(hub.rest().json("/health").path("notify").asBoolean()).isTrue();

    hub.stop();
    hub.start();
    await("the same printer").atMost(SOON).until(() -> status("Artisan").equals("FINISHED"));
    printers.add("Newcomer", "127.0.27.2");
    await("the new one")
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(titles())
                    .containsExactly(
                        "Artisan has finished",
                        "Newcomer is new in the network (snapmaker, 127.0.27.2)"));

    deafen();
    printers.status("ERROR");
    await("messages that wait").atMost(SOON).until(() -> queued().contains("2 machines failed"));
    hub.kill();
    listen();
    hub.start();
    await("what was queued")
        .atMost(SOON)
        .untilAsserted(() -> assertThat(titles()).hasSize(3).contains("2 machines failed"));
    assertNothingShowsTheSecret();

    hub.stop();
    hub.start();
    await("the printers").atMost(SOON).until(() -> status("Newcomer").equals("ERROR"));
    printers.status("RUNNING");
    await("work").atMost(SOON).until(() -> status("Artisan").equals("RUNNING"));
    printers.status("FINISHED");
    await("one more")
        .atMost(SOON)
        .untilAsserted(() -> assertThat(titles()).hasSize(4).contains("2 machines finished"));
    assertThat(received.stream().map(each -> each.path("id").asText()))
        .as("no message twice")
        .doesNotHaveDuplicates();
  }

  @Test
  void aRuleThatCannotBeUsedIsOffAndSaysSo() throws Exception {
    hub.configure("io.kitty.notify.rule-typo", "on = fnished\nto = hook\n");
    hub.configure("io.kitty.notify.rule-time", "on = new\nto = hook\nquiet = 22-7\n");
    hub.configure("io.kitty.notify.rule-name", "on = new\nto = hook\ntemplate.title = {{nmae}}\n");
    await("the rules")
        .atMost(SOON)
        .untilAsserted(
            () -> {
              assertThat(problem("typo"))
                  .contains("rule-typo.cfg: on = fnished is not used", "allowed are new, offline,");
              assertThat(problem("time"))
                  .contains("rule-time.cfg: quiet = 22-7 is not used", "times like 22:00-07:00");
              assertThat(problem("name"))
                  .contains("rule-name.cfg: template.title is not used", "nmae", "allowed are");
              assertThat(problem("all")).isEmpty();
            });
    for (String rule : List.of("typo", "time", "name")) {
      Files.delete(hub.etc().resolve("io.kitty.notify.rule-" + rule + ".cfg"));
    }
    await("their end").atMost(SOON).until(() -> problem("typo").equals("there is no such rule"));
  }

  private static String problem(String rule) throws Exception {
    return StreamSupport.stream(
            hub.rest().json("/notifications").path("rules").spliterator(), false)
        .filter(each -> each.path("name").asText().equals(rule))
        .map(each -> each.path("problem").asText())
        .findFirst()
        .orElse("there is no such rule");
  }

  private static String queued() throws IOException {
    Path folder = hub.data().resolve("kitty/notify");
    try (Stream<Path> files = Files.list(folder)) {
      StringBuilder all = new StringBuilder();
      for (Path file : files.filter(each -> each.toString().endsWith(".queue")).toList()) {
        all.append(Files.readString(file));
      }
      return all.toString();
    }
  }

  private static void assertNothingShowsTheSecret() throws Exception {
    String processes =
        ProcessHandle.allProcesses()
            .map(each -> each.info().commandLine().orElse(""))
            .collect(Collectors.joining("\n"));
    assertThat(
            hub.log()
                + hub.output()
                + processes
                + hub.rest().get("/protocols").body()
                + hub.rest().get("/health").body()
                + hub.rest().get("/devices").body()
                + hub.rest().get("/metrics").body()
                + hub.rest().get("/notifications").body()
                + hub.console("kitty:notify")
                + hub.console("kitty:health")
                + hub.console("bundle:services -p io.kitty.notify"))
        .doesNotContain(SECRET);
    assertThat(queued()).doesNotContain(SECRET);
  }
}
