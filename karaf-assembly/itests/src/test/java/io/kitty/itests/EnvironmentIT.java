// SPDX-License-Identifier: Apache-2.0
package io.kitty.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Environment variables, which override the files. */
class EnvironmentIT {

  /** With the defaults these would take two rounds of three questions: 12 s. */
  private static final Duration TWO_ROUNDS = Duration.ofSeconds(8);

  private static LoopbackBroadcasts questions;
  private static HubProcess hub;

  @BeforeAll
  static void startAgainstTheFiles() throws Exception {
    Assumptions.linux();
    questions = new LoopbackBroadcasts(0, packet -> {});
    hub = HubProcess.prepare("environment");
    Map<String, String> environment = new HashMap<>();
    for (String pid : HubProcess.protocols()) {
      hub.configure(pid, "enabled", "true");
      String module = pid.replace("io.kitty.", "").replace('.', '_');
      environment.put("ENABLE_" + module.toUpperCase(Locale.ROOT), "0");
    }
    hub.configure("io.kitty.ping", "enabled", "false");
    hub.configure("io.kitty.snapmaker", "enabled", "false");
    hub.configure("io.kitty.web", "enabled", "false");
    environment.putAll(
        Map.of(
            "ENABLE_PING", "1",
            "DISCOVERY_SUBNETS", "127.0.10.0/30",
            "ENABLE_SNAPMAKER", "true",
            "SNAPMAKER_PORT", Integer.toString(questions.port()),
            "SNAPMAKER_TIMEOUT", "0.1",
            "SCAN_LOOP_INTERVAL", "2",
            "ENABLE_STORE", "false",
            "ENABLE_WEB", "true"));
    hub.start(environment);
  }

  @AfterAll
  static void stop() throws Exception {
    if (hub != null) {
      hub.close();
      questions.close();
    }
  }

  @Test
  void enablesAndDisablesModules() throws Exception {
    String health = hub.rest().get("/health").body();

    assertThat(health)
        .contains("\"status\":\"ok\"")
        .contains("\"ping\":true", "\"snapmaker\":true", "\"web\":true", "\"store\":false");
    for (String pid : HubProcess.protocols()) {
      String protocol = pid.replace("io.kitty.", "");
      if (!protocol.equals("ping") && !protocol.equals("snapmaker")) {
        assertThat(health).contains("\"" + protocol + "\":false");
      }
    }
    assertThat(ProcessSockets.udp(hub.pid()))
        .allMatch(socket -> socket.getAddress().isLoopbackAddress());
  }

  @Test
  void setsTheNetworksToSweep() {
    await("the network")
        .atMost(Duration.ofSeconds(5))
        .untilAsserted(
            () ->
                assertThat(hub.rest().each("/devices", "ip"))
                    .containsExactly("127.0.10.1", "127.0.10.2"));
  }

  @Test
  void setsThePortAndTheIntervalOfAProtocol() {
    await("two rounds of questions").atMost(TWO_ROUNDS).until(() -> questions.count() >= 6);

    assertThat(questions.between(0, 2))
        .as("three questions, which are a second apart by default")
        .isLessThan(Duration.ofSeconds(2));
    assertThat(questions.between(0, 3))
        .as("one round to the next, which are ten seconds apart by default")
        .isBetween(Duration.ofSeconds(1), TWO_ROUNDS);
  }
}
