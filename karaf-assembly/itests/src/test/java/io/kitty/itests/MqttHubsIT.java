// SPDX-License-Identifier: Apache-2.0
package io.kitty.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two hubs at one broker, which see the same machines: who writes what, as its log tells it. */
class MqttHubsIT {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final String STATE = "kitty/devices/host_127_0_9_1/state";

  @TempDir private static Path folder;

  private static MqttBroker broker;
  private static HubProcess attic;
  private static HubProcess garage;

  @BeforeAll
  static void start() throws Exception {
    Assumptions.linux();
    Assumptions.mosquitto();
    broker = new MqttBroker(folder);
    attic = hub("attic");
    garage = hub("garage");
  }

  private static HubProcess hub(String name) throws Exception {
    HubProcess hub = HubProcess.prepare("mqtt-" + name);
    hub.boot("kitty-ping, kitty-mqtt, kitty-store, kitty-web");
    hub.configure("io.kitty.ping", "subnets", "127.0.9.0/30");
    hub.configure("io.kitty.mqtt", "url", broker.url());
    hub.configure("io.kitty.mqtt", "hub", name);
    hub.configure("io.kitty.mqtt", "user", name);
    hub.configure("io.kitty.mqtt", "enabled", "true");
    return hub;
  }

  @AfterAll
  static void stop() throws Exception {
    for (HubProcess hub : new HubProcess[] {attic, garage}) {
      if (hub != null) {
        hub.close();
      }
    }
    if (broker != null) {
      broker.close();
    }
  }

  private static void awaitWriters(String topic, String... users) {
    await(topic)
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(broker.writers().getOrDefault(topic, List.of()))
                    .as(topic)
                    .containsExactly(users));
  }

  /** Returns the writers of the topics that are retained. */
  private static Collection<List<String>> writers() throws IOException {
    Map<String, List<String>> writers = broker.writers();
    writers.remove("kitty/events");
    return writers.values();
  }

  @Test
  void theFirstByNameSpeaksTheOtherTakesOverAndHandsBack() throws Exception {
    attic.start();
    broker.awaitRetained(STATE, "present");
    garage.start();
    broker.awaitRetained("kitty/hubs/garage/claims/host_127_0_9_1", "\"turn\":0");
    awaitWriters(STATE, "attic");
    assertThat(writers()).allSatisfy(users -> assertThat(users).hasSize(1));

    attic.kill();
    awaitWriters(STATE, "attic", "garage");
    broker.awaitRetained("kitty/status", "online");
    broker.awaitRetained("kitty/hubs/attic/status", "offline");

    attic.start();
    awaitWriters(STATE, "attic", "garage", "attic");
    broker.awaitRetained(
        "homeassistant/device/kitty_host_127_0_9_1/config", "kitty/hubs/attic/status");
    assertThat(writers())
        .allSatisfy(
            users -> assertThat(List.of("attic", "garage", "attic")).containsSequence(users));
  }
}
