// SPDX-License-Identifier: Apache-2.0
package io.kitty.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Named tokens: rights, expiry and storage. */
class TokensIT {
  private static final String SCAN = "/protocols/ping/scan";

  private static HubProcess hub;

  @BeforeAll
  static void start() throws Exception {
    hub = HubProcess.prepare("tokens").start();
  }

  @AfterAll
  static void stop() throws Exception {
    if (hub != null) {
      hub.close();
    }
  }

  @Test
  void readOnlyTokensCannotChangeAndFullOnesCannotCreateTokens() throws Exception {
    String reader = create("reader", "read", "null");
    String writer = create("writer", "full", "null");

    assertThat(status(reader, "GET", "/devices")).isEqualTo(200);
    assertThat(status(reader, "POST", SCAN)).isEqualTo(403);
    assertThat(status(writer, "POST", SCAN)).isIn(202, 409);
    assertThat(status(writer, "GET", "/tokens")).isEqualTo(403);
    assertThat(status("x".repeat(43), "GET", "/devices")).isEqualTo(401);
  }

  @Test
  void aTokenExpires() throws Exception {
    String guest = create("guest", "full", Long.toString(Instant.now().getEpochSecond() + 3));
    assertThat(status(guest, "GET", "/devices")).isEqualTo(200);

    await("its end")
        .atMost(Duration.ofSeconds(10))
        .until(() -> status(guest, "GET", "/devices") == 401);

    assertThat(hub.rest().sendAs(guest, "GET", "/devices", "").body()).contains("has expired");
  }

  @Test
  void tokensSurviveARestartAndNoSecretIsStored() throws Exception {
    String kept = create("kept", "read", "null");
    String gone = create("gone", "read", "null");
    assertThat(hub.rest().send("DELETE", "/tokens/gone").statusCode()).isEqualTo(204);

    hub.stop();
    hub.start();

    assertThat(status(kept, "GET", "/devices")).isEqualTo(200);
    assertThat(status(gone, "GET", "/devices")).isEqualTo(401);
    var file = hub.data().resolve("kitty/web-tokens.json");
    assertThat(file).content().contains("kept").doesNotContain(kept, "gone");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(hub.log() + hub.output()).doesNotContain(kept, gone);
  }

  private static String create(String name, String scope, String expires) throws Exception {
    var made =
        hub.rest()
            .send(
                "POST",
                "/tokens",
                "{\"name\": \"%s\", \"scope\": \"%s\", \"expires\": %s}"
                    .formatted(name, scope, expires));
    assertThat(made.statusCode()).isEqualTo(201);
    return Rest.parse(made.body()).path("token").asText();
  }

  private static int status(String token, String method, String path) throws Exception {
    return hub.rest().sendAs(token, method, path, "").statusCode();
  }
}
