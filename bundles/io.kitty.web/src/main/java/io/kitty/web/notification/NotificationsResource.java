// SPDX-License-Identifier: Apache-2.0
package io.kitty.web.notification;

import io.kitty.hub.DeviceCodec;
import io.kitty.notification.Notifications;
import io.kitty.web.http.HttpExchange;
import io.kitty.web.http.Json;
import io.kitty.web.http.JsonBody;
import io.kitty.web.http.Problem;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpStatus;

/**
 * The resource {@code /notifications} and those below it: messages to people. They are not found
 * while nothing is installed that sends messages.
 */
public final class NotificationsResource {

  private static final String SECONDS = "seconds";

  /** The longest time that a test message may take; an idle connection is closed after 60 s. */
  private static final long TEST_SECONDS = 30;

  private final Supplier<Optional<Notifications>> installed;
  private final DeviceCodec codec;

  /**
   * @param installed the service, if there is one now
   */
  public NotificationsResource(Supplier<Optional<Notifications>> installed, DeviceCodec codec) {
    this.installed = installed;
    this.codec = codec;
  }

  private Notifications notifications() {
    return installed
        .get()
        .orElseThrow(
            () ->
                new Problem(
                    HttpStatus.NOT_FOUND_404,
                    "nothing sends messages to people; the feature kitty-notify does"));
  }

  /** {@code GET /notifications}: targets, rules, the last messages, and the end of the pause. */
  public void show(HttpExchange exchange, List<String> variables) {
    exchange.json(HttpStatus.OK_200, codec.json(notifications()));
  }

  /** {@code POST /notifications/pause}. */
  public void pause(HttpExchange exchange, List<String> variables) {
    Notifications notifications = notifications();
    long seconds =
        JsonBody.of(exchange, SECONDS)
            .number(SECONDS, 1, (int) Notifications.LONGEST_PAUSE.toSeconds());
    notifications.pause(Duration.ofSeconds(seconds));
    exchange.noContent();
  }

  /** {@code DELETE /notifications/pause}: it ends. */
  public void resume(HttpExchange exchange, List<String> variables) {
    notifications().resume();
    exchange.noContent();
  }

  /**
   * {@code POST /notifications/targets/{name}/test}: sends a test message, and responds once the
   * target has accepted it or not.
   */
  public void test(HttpExchange exchange, List<String> variables) {
    String name = HttpExchange.decode(variables.get(0));
    CompletionStage<String> sent =
        notifications()
            .test(name)
            .orElseThrow(
                () ->
                    new Problem(
                        HttpStatus.NOT_FOUND_404,
                        "there is no target " + name + "; GET /notifications lists them"));
    exchange.response().setStatus(HttpStatus.OK_200); // counted before it is known
    sent.exceptionally(failure -> "the message could not be sent")
        .toCompletableFuture()
        .completeOnTimeout(
            "no answer within " + TEST_SECONDS + " s", TEST_SECONDS, TimeUnit.SECONDS)
        .thenAccept(reason -> exchange.json(HttpStatus.OK_200, outcome(reason)));
  }

  private static String outcome(String reason) {
    return Json.text(
        json -> {
          json.writeStartObject();
          json.writeBooleanField("accepted", reason.isEmpty());
          json.writeStringField("reason", reason);
          json.writeEndObject();
        });
  }
}
