// SPDX-License-Identifier: Apache-2.0
package io.kitty.itests.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kitty.itests.Assumptions;
import io.kitty.itests.HubProcess;
import io.kitty.itests.Rest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Clients that are slow, many, or hostile. Meanwhile others are served and devices are found;
 * afterwards nothing is left of it.
 */
class WebFaultsIT {
  private static final Duration SOON = Duration.ofSeconds(60);

  /** Well before idle connections are closed anyway, after a minute. */
  private static final Duration AT_ONCE = Duration.ofSeconds(30);

  /** Long enough for a slow server to read what came before. */
  private static final Duration BETWEEN_GUESSES = Duration.ofMillis(10);

  private static final int CLIENTS = Extent.of(300, 1000);
  private static final int ROUNDS = Extent.of(3, 30);
  private static final int MAX_CONNECTIONS = 4096;
  private static final int MAX_STREAMS = 2000;
  private static final int SPARE_THREADS = 6;
  private static final int SPARE_DESCRIPTORS = 12;
  private static final String ASK = "GET %s HTTP/1.1\r\nHost: localhost\r\n";

  private static HubProcess hub;
  private static Churn churn;
  private static ProcessFigures before;
  private static String token;

  @BeforeAll
  static void start() throws Exception {
    Assumptions.linux();
    Assumptions.descriptors(2 * MAX_CONNECTIONS);
    hub = HubProcess.prepare("webfaults");
    churn = new Churn(hub);
    hub.boot("kitty-snapmaker, kitty-store, kitty-web");
    hub.configure("io.kitty.web", "rate", "500");
    hub.configure("io.kitty.web", "heartbeat", "2"); // by which the end of a stream is noticed
    hub.start();
    token = Files.readString(hub.data().resolve("kitty/web.token")).strip();
    assertServes();
    before = ProcessFigures.of(hub.pid());
  }

  @AfterAll
  static void stop() throws Exception {
    if (hub != null) {
      hub.close();
      churn.close();
    }
  }

  @AfterEach
  void nothingIsLeft() throws Exception {
    await("threads and descriptors to be back")
        .atMost(SOON)
        .untilAsserted(
            () -> {
              ProcessFigures now = ProcessFigures.of(hub.pid());
              assertThat(now.threads()).isLessThanOrEqualTo(before.threads() + SPARE_THREADS);
              assertThat(now.descriptors())
                  .isLessThanOrEqualTo(before.descriptors() + SPARE_DESCRIPTORS);
            });
    await("health")
        .atMost(SOON)
        .ignoreExceptions()
        .until(() -> hub.rest().json("/health").path("status").asText().equals("ok"));
  }

  /** Asserts that a new client is served, and that devices are found. */
  private static void assertServes() throws Exception {
    Rest other = new Rest(hub.httpPort(), hub.data().resolve("kitty/web.token"));
    await("a new client to be served")
        .atMost(AT_ONCE)
        .ignoreExceptions()
        .until(() -> other.get("/health").statusCode() == 200);
    String newcomer = churn.add();
    await("a new device")
        .atMost(SOON)
        .ignoreExceptions()
        .until(() -> other.send("GET", "/devices/" + newcomer).statusCode() == 200);
  }

  private static String authorized() {
    return "Authorization: Bearer " + token + "\r\n";
  }

  @Test
  void headersAByteASecond() throws Exception {
    try (Connections slow = new Connections(hub.httpPort())) {
      slow.open(CLIENTS, "GET /devices HTT");
      for (int i = 0; i < ROUNDS; i++) {
        slow.send("x");
        assertServes();
      }
    }
  }

  @Test
  void bodiesAByteASecond() throws Exception {
    String head =
        "PUT /devices/x/user HTTP/1.1\r\nHost: localhost\r\n%sContent-Length: 4000\r\n\r\n{";
    try (Connections strangers = new Connections(hub.httpPort());
        Connections slow = new Connections(hub.httpPort())) {
      strangers.open(CLIENTS, head.formatted(""));
      await("401, or 429 after other tests")
          .atMost(SOON)
          .until(() -> strangers.received("HTTP/1.1 4") == CLIENTS);
      slow.open(CLIENTS, head.formatted(authorized()));
      for (int i = 0; i < ROUNDS; i++) {
        slow.send(" ");
        assertServes();
      }
    }
  }

  /** More than the server has at once: those that have been idle longest are closed. */
  @Test
  void idleConnections() throws Exception {
    try (Connections idle = new Connections(hub.httpPort())) {
      idle.open(MAX_CONNECTIONS + CLIENTS, "");
      await("the first ones to be closed").atMost(AT_ONCE).until(() -> idle.ended() >= CLIENTS);
      assertServes();
    }
  }

  @Test
  void moreEventStreamsThanThereMayBe() throws Exception {
    try (Connections streams = new Connections(hub.httpPort())) {
      for (int i = 0; i < MAX_STREAMS + 50; i += 50) {
        streams.open(50, ASK.formatted("/events?kind=none") + authorized() + "\r\n");
        int asked = i + 50;
        await("their responses").atMost(SOON).until(() -> streams.received("\r\n\r\n") == asked);
      }
      await("their snapshots")
          .atMost(SOON)
          .until(() -> streams.received("event: snapshot") == MAX_STREAMS);
      assertThat(streams.received("HTTP/1.1 503 ")).isEqualTo(50);
      assertServes();
    }
    await("room for another stream")
        .atMost(SOON)
        .until(
            () -> {
              try (Connections one = new Connections(hub.httpPort())) {
                one.open(1, ASK.formatted("/events?kind=none") + authorized() + "\r\n");
                await("its response").atMost(SOON).until(() -> one.received("\r\n\r\n") == 1);
                return one.received("HTTP/1.1 200 ") == 1;
              }
            });
  }

  /** Of more connections than the server has threads, and more than the system buffers. */
  @Test
  void responsesAreNotRead() throws Exception {
    String many = (ASK.formatted("/openapi.json") + authorized() + "\r\n").repeat(20);
    try (Connections unread = new Connections(hub.httpPort())) {
      unread.open(20, many);
      for (int i = 0; i < ROUNDS; i++) {
        unread.send(many);
        assertServes();
      }
    }
  }

  @Test
  void hugeBodiesAndHeaders() throws Exception {
    String head = "PUT /devices/x/user HTTP/1.1\r\nHost: localhost\r\n" + authorized();
    String chunk = "1000\r\n" + "a".repeat(0x1000) + "\r\n";
    try (Connections declared = new Connections(hub.httpPort());
        Connections endless = new Connections(hub.httpPort());
        Connections headers = new Connections(hub.httpPort())) {
      declared.open(20, head + "Content-Length: 99999999999\r\n\r\n");
      endless.open(20, head + "Transfer-Encoding: chunked\r\n\r\n" + chunk.repeat(3));
      headers.open(20, ASK.formatted("/devices") + "X-Long: " + "a".repeat(9000));
      await("all to be refused and closed")
          .atMost(SOON)
          .untilAsserted(
              () -> {
                assertThat(declared.received("HTTP/1.1 413 ")).isEqualTo(20);
                assertThat(endless.received("HTTP/1.1 413 ")).isEqualTo(20);
                assertThat(headers.received("HTTP/1.1 431 ")).isEqualTo(20);
                assertThat(declared.ended() + endless.ended() + headers.ended()).isEqualTo(60);
              });
      assertServes();
    }
  }

  /** One program guesses; the owner uses the token meanwhile. */
  @Test
  void tokensAreGuessed() throws Exception {
    String guess =
        "PUT /devices/x/user HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n"
            + "Authorization: Bearer %043d\r\n\r\n";
    AtomicInteger number = new AtomicInteger();
    try (Connections guesses = new Connections(hub.httpPort())) {
      guesses.open(20, "");
      await("guesses to be limited")
          .atMost(SOON)
          .pollInterval(BETWEEN_GUESSES)
          .until(
              () -> {
                for (int i = 0; i < 5; i++) {
                  guesses.send(guess.formatted(number.getAndIncrement()));
                }
                return guesses.received("HTTP/1.1 429 ") > 0;
              });
      HttpResponse<String> owner = hub.rest().send("PUT", "/devices/x/user", "{}");
      assertThat(owner.statusCode()).isEqualTo(404);
      assertServes();
      System.out.printf("fault: token guesses limited after %d%n", number.get());
    }
  }
}
