// SPDX-License-Identifier: Apache-2.0
package io.kitty.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
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
