// SPDX-License-Identifier: Apache-2.0
package io.kitty.itests.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kitty.itests.Assumptions;
import io.kitty.itests.DescriptorLimit;
import io.kitty.itests.HubProcess;
import io.kitty.itests.Rest;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The heap of the hub is full of devices, and the process has no descriptor left. */
class LimitsIT {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final int ROUNDS = Extent.of(1, 20);

  private static HubProcess hub;
  private static Churn churn;

  @BeforeAll
  static void start() throws Exception {
    Assumptions.linux();
    hub = HubProcess.prepare("limits");
    churn = new Churn(hub);
    hub.boot("kitty-ping, kitty-snapmaker, kitty-store, kitty-web");
    hub.configure("io.kitty.ping", "subnets", "127.1.0.0/18");
    hub.configure("io.kitty.ping", "rate", "0");
    Files.writeString(
        hub.etc().resolve("kitty-rules/10-mine.json"),
        "[{\"source\": \"snapmaker\", \"gives\": {\"kind\": \"bench\"}}]");
    hub.start(Map.of("JAVA_OPTS", "-Xmx56m"));
  }

  @AfterAll
  static void stop() throws Exception {
    if (hub != null) {
      hub.close();
      churn.close();
    }
  }

  private static String reasons() throws Exception {
    return String.join("\n", Rest.texts(hub.rest().json("/health").path("reasons")));
  }

  /** Asserts that a new device is found, and classified by the rules. */
  private static void assertFinds() {
    String id = churn.add();
    await("the device " + id)
        .atMost(SOON)
        .until(() -> hub.rest().json("/devices/" + id).path("kind").asText().equals("bench"));
  }

  @Test
  void moreDevicesThanTheHeapHolds() throws Exception {
    long pid = hub.pid();
    await("the health to say so")
        .atMost(SOON)
        .untilAsserted(() -> assertThat(reasons()).contains("as many as the memory holds"));

    for (int round = 1; round <= ROUNDS; round++) {
      churn.last(1000);
      assertFinds();
    }

    assertThat(ProcessHandle.of(pid)).isPresent();
    System.out.printf("fault: %s; %s%n", reasons(), ProcessFigures.of(pid));
  }

  @Test
  void discoveryGoesOnWithoutDescriptors() throws Exception {
    for (int round = 1; round <= ROUNDS; round++) {
      assertThat(reasons()).doesNotContain("web: "); // over a connection that stays
      try (Connections waiting = new Connections(hub.httpPort());
          DescriptorLimit limit = new DescriptorLimit(hub.pid())) {
        waiting.open(50, "");
        await("the health to say so")
            .atMost(SOON)
            .untilAsserted(() -> assertThat(reasons()).contains("web: ", "open files"));
        churn.last(3000);
        assertFinds();
      }
      assertFinds();
      await("the health to be back")
          .atMost(SOON)
          .untilAsserted(() -> assertThat(reasons()).doesNotContain("web: ", "open files"));
    }
  }
}
