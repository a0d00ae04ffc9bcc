// SPDX-License-Identifier: Apache-2.0
package io.kitty.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The hub as Home Assistant sees it at a broker: Mosquitto. */
class MqttIT {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final String SECRET = "correct-horse-battery";
  private static final String CONFIG = "homeassistant/device/kitty_host_127_0_9_1/config";
  private static final String STATE = "kitty/devices/host_127_0_9_1/state";

  @TempDir private static Path folder;

  private static HubProcess hub;
  private static MqttBroker broker;

  @BeforeAll
  static void start() throws Exception {
    Assumptions.linux();
    Assumptions.mosquitto();
    broker = new MqttBroker(folder);
    hub = HubProcess.prepare("mqtt");
    hub.boot("kitty-ping, kitty-mqtt, kitty-web, kitty-shell");
    hub.configure("io.kitty.ping", "subnets", "127.0.9.0/30");
    hub.configure("io.kitty.mqtt", "url", broker.url());
    hub.configure("io.kitty.mqtt", "hub", "attic");
    hub.configure("io.kitty.mqtt", "password", SECRET);
    hub.configure("io.kitty.mqtt", "enabled", "true");
    hub.start();
  }

  @AfterAll
  static void stop() throws Exception {
    if (hub != null) {
      hub.close();
    }
    if (broker != null) {
      broker.close();
    }
  }

  private static void awaitDevices() {
    broker.awaitRetained("kitty/status", "online");
    broker.awaitRetained(STATE, "{\"presence\":\"present\"");
  }

  @Test
  void devicesComeAndLeaveNothingOnceItIsDisabledPurgedOrUninstalled() throws Exception {
    awaitDevices();
    broker.awaitRetained(CONFIG, "\"kitty/hubs/attic/status\"");
    broker.awaitRetained("homeassistant/device/kitty_hub_attic/config", "Scan now");
    broker.awaitRetained("kitty/hubs/attic/status", "online");
    assertThat(hub.rest().json("/health").path("mqtt").asBoolean()).isTrue();
    assertThat(hub.console("bundle:services -p io.kitty.mqtt")).doesNotContain(SECRET);

    bornAgain();
    emptyAgain();

    hub.rest().send("DELETE", "/devices/host:127.0.9.2");
    await("its topics, removed or published anew")
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(
                        broker.published().stream()
                            .filter(topic -> topic.equals(CONFIG.replace("9_1", "9_2"))))
                    .hasSizeGreaterThan(3));

    hub.configure("io.kitty.mqtt", "enabled", "false");
    broker.awaitNothing("");

    hub.configure("io.kitty.mqtt", "enabled", "true");
    awaitDevices();

    assertThat(hub.console("kitty:mqtt purge")).contains("Nothing of this hub is left");
    broker.awaitNothing("");

    hub.configure("io.kitty.mqtt", "enabled", "false");
    await("the change")
        .atMost(SOON)
        .until(() -> !hub.rest().json("/health").path("mqtt").asBoolean(true));
    hub.configure("io.kitty.mqtt", "enabled", "true");
    awaitDevices();

    hub.console("feature:uninstall kitty-mqtt");
    broker.awaitNothing("");

    hub.console("feature:install kitty-mqtt");
    awaitDevices();

    hub.kill();
    broker.awaitRetained("kitty/status", "offline");
    broker.awaitRetained("kitty/hubs/attic/status", "offline");
    broker.awaitRetained(STATE, "present");
    assertThat(hub.log()).doesNotContain(SECRET);
  }

  /** The schemas are those of the bundle's own tests, which have the same machines 300 times. */
  @Test
  void whatTheMachinesOfTheDemoPublishIsWhatTheSchemasSay() throws Exception {
    Schema descriptions = schema("discovery");
    Schema others = schema("messages");
    try (MqttBroker demoBroker = new MqttBroker(Files.createDirectory(folder.resolve("demo")));
        HubProcess demo = HubProcess.prepare("mqtt-demo")) {
      demo.configure("io.kitty.mqtt", "url", demoBroker.url());
      demo.configure("io.kitty.mqtt", "enabled", "true");
      demo.start(Map.of("KITTY_DEMO", "1"));
      await("the machines")
          .atMost(Duration.ofSeconds(90))
          .untilAsserted(
              () ->
                  assertThat(demoBroker.retained().keySet())
                      .filteredOn(topic -> topic.matches("kitty/devices/.+/state"))
                      .hasSizeGreaterThan(5));

      demoBroker
          .retained()
          .forEach(
              (topic, payload) -> {
                if (topic.endsWith("/config")) {
                  assertThat(descriptions.validate(payload, InputFormat.JSON)).as(topic).isEmpty();
                } else if (topic.matches("kitty/(hubs/\\w+/)?status")) {
                  assertThat(payload).as(topic).isEqualTo("online");
                } else {
                  assertThat(others.validate(payload, InputFormat.JSON)).as(topic).isEmpty();
                }
              });
    }
  }

  private static Schema schema(String name) throws IOException {
    Path file =
        Path.of("../../bundles/io.kitty.mqtt/src/test/resources/io/kitty/mqtt")
            .resolve(name + ".schema.json");
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
        .getSchema(Files.readString(file));
  }

  /** Home Assistant and openHAB say alike that they have started. */
  private static void bornAgain() throws Exception {
    int before = broker.published().size();
    broker.publish("homeassistant/status", "online");
    await("everything again")
        .atMost(SOON)
        .untilAsserted(
            () -> {
              List<String> published = broker.published();
              assertThat(published.subList(before, published.size()))
                  .containsSubsequence(CONFIG, STATE);
            });
  }

  private static void emptyAgain() throws Exception {
    broker.kill();
    broker.start();
    awaitDevices();
    broker.awaitRetained(CONFIG, "components");
  }
}
