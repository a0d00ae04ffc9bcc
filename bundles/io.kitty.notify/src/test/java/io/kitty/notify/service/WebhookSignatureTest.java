// SPDX-License-Identifier: Apache-2.0
package io.kitty.notify.service;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookSignatureTest {

  private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

  /** The vector in the tests of the libraries of Standard Webhooks. */
  @ParameterizedTest
  @ValueSource(strings = {SECRET, "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"})
  void standardWebhooks(String secret) {
    Map<String, String> headers =
        WebhookSignature.standard(secret)
            .headers(
                "msg_p5jXN8AQM9LWM0D4loKWxJek",
                Instant.ofEpochSecond(1614265330),
                "{\"test\": 2432232314}".getBytes(UTF_8));

    assertThat(headers)
        .containsOnly(
            Map.entry("webhook-id", "msg_p5jXN8AQM9LWM0D4loKWxJek"),
            Map.entry("webhook-timestamp", "1614265330"),
            Map.entry("webhook-signature", "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="));
  }

  /** The vector in the documentation of NetAlertX. */
  @Test
  void netAlertX() {
    assertThat(
            WebhookSignature.hub("this is my secret")
                .headers("m1", Instant.EPOCH, "{\"test\":\"this is a test body\"}".getBytes(UTF_8)))
        .containsOnly(
            Map.entry(
                "X-Webhook-Signature",
                "sha256=bed21fcc34f98e94fd71c7edb75e51a544b4a3b38b069ebaaeb19bf4be8147e9"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"whsec_", "whsec_s3cr3t!", "s3cr3t with spaces"})
  void whatIsNoSecretIsNotQuoted(String secret) {
    assertThatThrownBy(() -> WebhookSignature.standard(secret))
        .isInstanceOf(IllegalArgumentException.class)
        .hasNoCause()
        .hasMessageNotContaining("s3cr3t");
  }

  /**
   * The JavaScript library of Standard Webhooks verifies a signature, and rejects another body. It
   * needs Node, and the folder that the library is installed in.
   */
  @Test
  @EnabledIfEnvironmentVariable(named = "STANDARDWEBHOOKS_HOME", matches = ".+")
  void aLibraryOfAnotherPartyVerifies(@TempDir Path folder) throws Exception {
    byte[] body = "{\"text\":\"\u00fc \ud83d\udda8\"}".getBytes(UTF_8);
    Map<String, String> headers =
        WebhookSignature.standard(SECRET).headers("m1", Instant.now(), body);
    Path file = Files.write(folder.resolve("body"), body);
    String program =
        "const {Webhook} = require('standardwebhooks');"
            + "const body = require('fs').readFileSync(process.argv[1], 'utf8');"
            + "const h = {'webhook-id': process.argv[2], 'webhook-timestamp': process.argv[3],"
            + " 'webhook-signature': process.argv[4]};"
            + "const hook = new Webhook(process.argv[5]);"
            + "console.log(hook.verify(body, h).text);"
            + "try { hook.verify(body + ' ', h); console.log('forged'); }"
            + "catch (e) { console.log(e.name); }";
    Process node =
        new ProcessBuilder(
                "node",
                "-e",
                program,
                file.toString(),
                headers.get("webhook-id"),
                headers.get("webhook-timestamp"),
                headers.get("webhook-signature"),
                SECRET)
            .directory(new File(System.getenv("STANDARDWEBHOOKS_HOME")))
            .redirectErrorStream(true)
            .start();

    assertThat(new String(node.getInputStream().readAllBytes(), UTF_8))
        .isEqualTo("\u00fc \ud83d\udda8\nWebhookVerificationError\n");
  }
}
