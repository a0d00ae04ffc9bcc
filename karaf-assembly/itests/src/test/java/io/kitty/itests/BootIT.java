// SPDX-License-Identifier: Apache-2.0
package io.kitty.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class BootIT {
  private static HubProcess hub;

  @BeforeAll
  static void start() throws Exception {
    hub = HubProcess.prepare("boot").start();
  }

  @AfterAll
  static void stop() throws Exception {
    hub.close();
  }

  @Test
  void everyBundleIsActive() throws Exception {
    String bundles = hub.console("bundle:list -t 0 -s --no-format");

    assertThat(bundles.lines().filter(line -> line.contains("io.kitty.")))
        .hasSizeGreaterThanOrEqualTo(7)
        .allSatisfy(line -> assertThat(line).contains("Active"));
  }

  @Test
  void everyModuleComesUp() {
    await()
        .atMost(Duration.ofSeconds(20))
        .ignoreExceptions()
        .untilAsserted(
            () -> {
              HttpResponse<String> health = hub.get("/health");
              assertThat(health.statusCode()).isEqualTo(200);
              assertThat(health.body())
                  .contains("\"mdns\":true", "\"ping\":true", "\"ssdp\":true", "\"store\":true", "\"web\":true");
            });
  }

  @Test
  void bootsWithoutAnError() throws Exception {
    assertThat(hub.log()).doesNotContain(" ERROR ").doesNotContain("Exception");
  }

  @Test
  @EnabledOnOs(value = OS.LINUX, disabledReason = "Only Linux tells a process's sockets in /proc")
  void listensOnLoopbackOnly() throws Exception {
    assertThat(ListeningSockets.of(hub.pid()))
        .isNotEmpty()
        .allMatch(InetAddress::isLoopbackAddress);
  }
}
