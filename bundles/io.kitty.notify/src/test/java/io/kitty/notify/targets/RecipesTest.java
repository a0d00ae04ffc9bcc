// SPDX-License-Identifier: Apache-2.0
package io.kitty.notify.targets;

import static org.assertj.core.api.Assertions.assertThat;

import io.kitty.notify.delivery.TestMessages;
import io.kitty.notify.message.Message;
import io.kitty.notify.service.WebhookFormat;
import io.kitty.notify.service.WebhookSignature;
import io.kitty.notify.transport.HttpPost;
import io.kitty.testkit.recipe.NodeRed;
import io.kitty.testkit.recipe.Readme;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The recipe of the README, run as it is printed there. It is skipped without Node-RED. */
class RecipesTest {

  private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  private static final String ENVIRONMENT = "env.get('KITTY_SECRET')";

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Message message = TestMessages.offline();

  @TempDir private Path folder;

  @Test
  void nodeRedTakesOnlyWhatIsSigned() throws Exception {
    String flow = Readme.block("Node-RED", "json");
    assertThat(flow).contains(ENVIRONMENT);

    try (NodeRed nodeRed = new NodeRed(folder, flow.replace(ENVIRONMENT, "'" + SECRET + "'"))) {
      URI hook = URI.create(nodeRed.url("/kitty"));
      WebhookSignature signature = WebhookSignature.standard(SECRET);
      WebhookSignature other = WebhookSignature.standard("whsec_b3RoZXI=");
      Clock now = Clock.systemUTC();

      assertThat(status(hook, WebhookSignature.NONE, now)).isEqualTo(401);
      assertThat(status(hook, other, now)).isEqualTo(401);
      assertThat(status(hook, signature, Clock.offset(now, Duration.ofHours(-1)))).isEqualTo(401);
      assertThat(nodeRed.lines()).noneMatch(line -> line.contains("[debug:"));

      assertThat(status(hook, signature, now)).isEqualTo(204);
      nodeRed.await(message.text().lines().findFirst().orElseThrow());
    }
  }

  /** Sends the message, and returns the status of the response. */
  private int status(URI hook, WebhookSignature signature, Clock clock) throws Exception {
    HttpPost post = new WebhookFormat(hook, signature, "/kitty/attic", clock).post(message);
    HttpRequest.Builder request = HttpRequest.newBuilder(hook);
    post.headers().forEach(request::header);
    return client
        .send(
            request.POST(HttpRequest.BodyPublishers.ofByteArray(post.body())).build(),
            BodyHandlers.discarding())
        .statusCode();
  }
}
