// SPDX-License-Identifier: Apache-2.0
package io.kitty.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The keys of machines, each in a file of its own. */
class MachineKeysIT {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final String SECRET = "K3yThatNothingShows";

  private static HubProcess hub;

  @BeforeAll
  static void start() throws Exception {
    hub = HubProcess.prepare("keys");
    hub.start();
  }

  @AfterAll
  static void stop() throws Exception {
    if (hub != null) {
      hub.close();
    }
  }

  private static String module(String id, String member) throws Exception {
    return StreamSupport.stream(hub.rest().json("/protocols").spliterator(), false)
        .filter(each -> each.path("id").asText().equals(id))
        .map((JsonNode each) -> each.path(member).asText())
        .findFirst()
        .orElse("");
  }

  @ParameterizedTest
  @ValueSource(strings = {"octoprint", "prusalink"})
  void aFileTakesEffectAtOnceAndShowsNoSecret(String brand) throws Exception {
    String module = brand + ".state";
    String file = "io.kitty." + brand + "-bench";
    await(module).atMost(SOON).until(() -> module(module, "state").equals("running"));

    hub.configure(file, "api.key = " + SECRET + "\n");
    await("what is missing")
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(module(module, "detail"))
                    .isEqualTo(
                        "etc/%s.cfg: host or serial is missing: it says which machine it is"
                            .formatted(file)));

    hub.configure(file, "host", "192.0.2.7");
    await("no problem").atMost(SOON).until(() -> module(module, "detail").isEmpty());

    hub.configure(file, "api.key.file", "etc/missing");
    await("the file that is missing")
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(module(module, "detail"))
                    .isEqualTo(
                        "etc/%s.cfg: api.key.file = etc/missing cannot be read: there is no such"
                                .formatted(file)
                            + " file"));

    assertThat(
            hub.log()
                + hub.output()
                + hub.rest().get("/protocols").body()
                + hub.rest().get("/health").body()
                + hub.rest().get("/devices").body()
                + hub.rest().get("/metrics").body()
                + hub.console("kitty:protocols")
                + hub.console("bundle:services -p io.kitty." + brand))
        .doesNotContain(SECRET);
  }
}
