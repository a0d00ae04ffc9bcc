// SPDX-License-Identifier: Apache-2.0
package io.kitty.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.kitty.notification.NotificationTarget;
import io.kitty.testkit.FakeCodec;
import io.kitty.testkit.hub.FakeNotifications;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages to people, over HTTP. */
class NotificationsTest {

  private static final String PAUSE = "/notifications/pause";
  private static final String TEST = "/notifications/targets/my%20phone/test";

  private TestServer server;

  @BeforeEach
  void start() throws Exception {
    server = new TestServer();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private FakeNotifications install() {
    FakeNotifications notifications = server.installNotifications();
    notifications.add(
        new NotificationTarget(
            "my phone", "ntfy", "ntfy.sh", true, "", 0, Optional.empty(), Optional.empty(), ""));
    return notifications;
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /notifications",
    "POST, " + PAUSE,
    "DELETE, " + PAUSE,
    "POST, " + TEST,
  })
  void isNotFoundWhereNothingSendsMessages(String method, String path) throws Exception {
    HttpResponse<String> response = server.send(method, path, "{\"seconds\":60}");

    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(response.body()).contains("kitty-notify");
  }

  @Test
  void showsWhatTheCodecWrites() throws Exception {
    install();

    assertThat(server.get("/notifications").body())
        .isEqualTo("{\"targets\":1,\"rules\":0,\"recent\":[]}");
    assertThat(server.send("GET", "/", "Accept", "application/json").body())
        .contains("\"notifications\":\"/notifications\"");
  }

  @Test
  void readingNeedsTheTokenWhereReadingDevicesDoes() throws Exception {
    try (TestServer elsewhere =
        new TestServer(TestServer.settings("192.0.2.1", false, 10_000), new FakeCodec())) {
      elsewhere.installNotifications();

      assertThat(elsewhere.get("/notifications").statusCode()).isEqualTo(401);
      assertThat(elsewhere.send("GET", "/notifications", TestServer.AUTHORIZATION).statusCode())
          .isEqualTo(200);
    }
  }

  @ParameterizedTest
  @CsvSource({"POST, " + PAUSE, "DELETE, " + PAUSE, "POST, " + TEST})
  void changesNeedTheToken(String method, String path) throws Exception {
    FakeNotifications notifications = install();
    notifications.pause(Duration.ofHours(1));

    assertThat(server.send(method, path).statusCode()).isEqualTo(401);
    assertThat(notifications.pausedUntil()).isPresent();
    assertThat(notifications.tested()).isEmpty();
  }

  @Test
  void aTokenThatMayReadCannotPause() throws Exception {
    FakeNotifications notifications = install();
    String reader = server.send("POST", "/tokens", "{\"name\":\"r\",\"scope\":\"read\"}").body();
    String token = DeviceFixture.MAPPER.readTree(reader).path("token").asText();

    HttpResponse<String> refused = server.send("DELETE", PAUSE, "Authorization", "Bearer " + token);

    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(notifications.pausedUntil()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3600, 604_800})
  void pausesAndResumes(int seconds) throws Exception {
    FakeNotifications notifications = install();

    assertThat(server.send("POST", PAUSE, "{\"seconds\":" + seconds + "}").statusCode())
        .isEqualTo(204);
    assertThat(notifications.pausedUntil()).isPresent();

    assertThat(server.send("DELETE", PAUSE, "").statusCode()).isEqualTo(204);
    assertThat(notifications.pausedUntil()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"seconds\":0}",
        "{\"seconds\":-1}",
        "{\"seconds\":604801}",
        "{\"seconds\":1.5}",
        "{\"seconds\":1e99}",
        "{\"seconds\":4294967297}",
        "{\"seconds\":\"60\"}",
        "{\"seconds\":null}",
        "{\"seconds\":60,\"until\":1}",
        "[]",
        ""
      })
  void refusesOtherPauses(String body) throws Exception {
    FakeNotifications notifications = install();

    HttpResponse<String> response = server.send("POST", PAUSE, body);

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body()).contains("seconds");
    assertThat(notifications.pausedUntil()).isEmpty();
  }

  @Test
  void aTestMessageIsAcceptedOrNot() throws Exception {
    FakeNotifications notifications = install();

    assertThat(server.post(TEST).body()).isEqualTo("{\"accepted\":true,\"reason\":\"\"}");

    notifications.result(CompletableFuture.completedFuture("status 403"));
    HttpResponse<String> response = server.post(TEST);
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("content-type")).hasValue("application/json");
    assertThat(response.body()).isEqualTo("{\"accepted\":false,\"reason\":\"status 403\"}");

    notifications.result(CompletableFuture.failedFuture(new IllegalStateException("secret")));
    assertThat(server.post(TEST).body())
        .isEqualTo("{\"accepted\":false,\"reason\":\"the message could not be sent\"}");
    assertThat(notifications.tested()).containsExactly("my phone", "my phone", "my phone");
    assertThat(server.post("/notifications/targets/nobody/test").statusCode()).isEqualTo(404);
  }

  @Test
  void theResponseWaitsForTheTarget() throws Exception {
    FakeNotifications notifications = install();
    CompletableFuture<String> sent = new CompletableFuture<>();
    notifications.result(sent);
    CompletableFuture<HttpResponse<String>> response =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return server.post(TEST);
              } catch (Exception e) {
                throw new AssertionError(e);
              }
            });
    await().until(() -> !notifications.tested().isEmpty());

    assertThat(server.get("/health").statusCode()).isEqualTo(200);
    assertThat(response).isNotDone();
    sent.complete("");

    JsonNode json = DeviceFixture.MAPPER.readTree(response.join().body());
    assertThat(json.path("accepted").asBoolean()).isTrue();
    assertThat(server.counters.responses()).containsEntry(200, 2L);
  }
}
