// SPDX-License-Identifier: Apache-2.0
package io.kitty.itests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The hub as Home Assistant sees it at a broker: Mosquitto. */
class MqttIT {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final String SECRET = "correct-horse-battery";

  /** Debian's folder is not on the path of every user. */
  private static final String MOSQUITTO =
      Files.isExecutable(Path.of("/usr/sbin/mosquitto")) ? "/usr/sbin/mosquitto" : "mosquitto";

  private static HubProcess hub;
  private static Process broker;
  private static int port;

  @BeforeAll
  static void start() throws Exception {
    Assumptions.linux();
    Assumptions.mosquitto();
    port = HubProcess.freePort();
    broker =
        new ProcessBuilder(MOSQUITTO, "-p", Integer.toString(port))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    hub = HubProcess.prepare("mqtt");
    hub.boot("kitty-ping, kitty-mqtt, kitty-web, kitty-shell");
    hub.configure("io.kitty.ping", "subnets", "127.0.9.0/30");
    hub.configure("io.kitty.mqtt", "url", "mqtt://127.0.0.1:" + port);
    hub.configure("io.kitty.mqtt", "password", SECRET);
    hub.configure("io.kitty.mqtt", "hub", "attic");
    hub.configure("io.kitty.mqtt", "enabled", "true");
    hub.start();
  }

  @AfterAll
  static void stop() throws Exception {
    if (hub != null) {
      hub.close();
    }
    if (broker != null) {
      broker.destroy();
    }
  }

  /** Returns what the broker retains, a line of topic and payload each. */
  private static String retained() throws IOException {
    Process subscriber =
        new ProcessBuilder(
                "mosquitto_sub",
                "-p",
                Integer.toString(port),
                "-t",
                "#",
                "-v",
                "--retained-only",
                "-W",
                "1")
            .start();
    return new String(subscriber.getInputStream().readAllBytes(), UTF_8);
  }

  private static void awaitRetained(String... parts) {
    await("the topics").atMost(SOON).untilAsserted(() -> assertThat(retained()).contains(parts));
  }

  @Test
  void devicesComeAndLeaveNothingOnceItIsDisabledPurgedOrUninstalled() throws Exception {
    awaitRetained(
        "homeassistant/device/kitty_hub_attic/config",
        "homeassistant/device/kitty_host_127_0_9_1/config",
        "kitty/devices/host_127_0_9_1/state {\"presence\":\"present\"",
        "kitty/hubs/attic/status online",
        "kitty/status online");
    assertThat(hub.rest().json("/health").path("mqtt").asBoolean()).isTrue();
    assertThat(hub.console("bundle:services -p io.kitty.mqtt")).doesNotContain(SECRET);

    hub.configure("io.kitty.mqtt", "enabled", "false");
    awaitNothing();

    hub.configure("io.kitty.mqtt", "enabled", "true");
    awaitRetained("kitty/status online", "kitty/devices/host_127_0_9_1/state");

    assertThat(hub.console("kitty:mqtt purge")).contains("Nothing of this hub is left");
    awaitNothing();

    hub.configure("io.kitty.mqtt", "enabled", "false");
    await("the change")
        .atMost(SOON)
        .until(() -> !hub.rest().json("/health").path("mqtt").asBoolean(true));
    hub.configure("io.kitty.mqtt", "enabled", "true");
    awaitRetained("kitty/status online", "kitty/devices/host_127_0_9_1/state");

    hub.console("feature:uninstall kitty-mqtt");
    awaitNothing();

    hub.console("feature:install kitty-mqtt");
    awaitRetained("kitty/status online");

    hub.kill();
    awaitRetained(
        "kitty/status offline",
        "kitty/hubs/attic/status offline",
        "kitty/devices/host_127_0_9_1/state");
    assertThat(hub.log()).doesNotContain(SECRET);
  }

  private static void awaitNothing() {
    await("nothing").atMost(SOON).untilAsserted(() -> assertThat(retained()).isEmpty());
  }
}
