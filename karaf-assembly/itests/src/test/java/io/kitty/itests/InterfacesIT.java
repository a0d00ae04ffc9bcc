// SPDX-License-Identifier: Apache-2.0
package io.kitty.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The reported status of a protocol's only interface when it goes down and is removed. */
class InterfacesIT {
  private static final Duration SOON = Duration.ofSeconds(15);

  @Test
  void areReportedUpDownAndMissing() throws Exception {
    Assumptions.secondHost();
    try (HubProcess hub = HubProcess.prepare("interfaces");
        TwoHostNetwork wire =
            new TwoHostNetwork(List.of("192.0.2.1/24"), List.of("192.0.2.2/24"))) {
      hub.boot("kitty-bambu, kitty-web, kitty-shell");
      hub.configure("io.kitty.bambu", "interfaces", "wire*");
      hub.start();
      awaitRunning(hub, "wire0");

      TwoHostNetwork.run("ip link set wire0 down");
      awaitReason(hub, "bambu: no interface can be used: wire0 is down");

      TwoHostNetwork.run("ip link set wire0 name wire7");
      TwoHostNetwork.run("ip link set wire7 up");
      awaitRunning(hub, "wire7");

      wire.close();
      awaitReason(hub, "bambu: no interface fits wire*; there is lo");
      assertThat(interfaces(hub)).isEmpty();
    }
  }

  private static void awaitRunning(HubProcess hub, String name) {
    await("bambu on " + name)
        .atMost(SOON)
        .untilAsserted(
            () -> {
              assertThat(Rest.each(interfaces(hub), "name")).containsExactly(name);
              assertThat(Rest.each(interfaces(hub), "state")).containsExactly("running");
              assertThat(hub.rest().json("/health").path("status").asText()).isEqualTo("ok");
            });
  }

  private static void awaitReason(HubProcess hub, String sentence) {
    await(sentence)
        .atMost(SOON)
        .untilAsserted(
            () -> {
              JsonNode health = hub.rest().json("/health");
              assertThat(health.path("status").asText()).isEqualTo("degraded");
              assertThat(Rest.texts(health.path("reasons"))).containsExactly(sentence);
            });
  }

  /** What is shown of each interface of the one protocol that runs. */
  private static JsonNode interfaces(HubProcess hub) throws Exception {
    return hub.rest().json("/protocols").path(0).path("interfaces");
  }
}
