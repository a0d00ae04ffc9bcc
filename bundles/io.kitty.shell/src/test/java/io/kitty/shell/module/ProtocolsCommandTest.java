// SPDX-License-Identifier: Apache-2.0
package io.kitty.shell.module;

import static org.assertj.core.api.Assertions.assertThat;

import io.kitty.hub.ModuleStatus;
import io.kitty.hub.ModuleStatus.InterfaceStatus;
import io.kitty.hub.ModuleStatus.State;
import io.kitty.shell.Console;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ProtocolsCommandTest {

  @RegisterExtension final Console console = new Console();

  private final ModuleStatus ssdp =
      new ModuleStatus(
          "ssdp",
          true,
          State.DEGRADED,
          "one interface failed\u001b[2J",
          Instant.now().minusSeconds(7200),
          Duration.ofMillis(1250),
          "no route",
          Map.of(
              "kernel_drops",
              7L,
              "receive_buffer_asked",
              4_194_304L,
              "receive_buffer_granted",
              212_992L),
          List.of(
              new InterfaceStatus("eth0", State.RUNNING, 20, 300, 4000, "", ""),
              new InterfaceStatus("wlan0", State.FAILED, 1, 1, 0, "gone", "Too many walls."),
              new InterfaceStatus("", State.RUNNING, 0, 0, 5, "", "")));

  private final ModuleStatus ping =
      new ModuleStatus("ping", true, State.DISABLED, "", null, null, "", Map.of(), List.of());

  private final ModuleStatus store = ModuleStatus.of("store", State.RUNNING, "", Map.of());

  @Test
  void showsARowForEachProtocolAndInterface() throws Exception {
    console.hub.modules(ssdp, store, ping);
    List<String> rows = console.rows("kitty:protocols");
    assertThat(rows).hasSize(9);
    assertThat(rows.get(0)).matches("ping\\W+disabled\\W+0\\W+0\\W+0\\W*");
    assertThat(rows.get(1))
        .matches("ssdp\\W+all\\W+degraded\\W+2 h ago, took 1.25 s\\W+21\\W+301\\W+4005.*");
    assertThat(rows.get(2)).matches("ssdp\\W+eth0\\W+running\\W+20\\W+300\\W+4000\\W*");
    assertThat(rows.get(3)).matches("ssdp\\W+wlan0\\W+failed\\W+1\\W+1\\W+0\\W*");
    assertThat(rows.get(4)).matches("ssdp\\W+routed\\W+running\\W+0\\W+0\\W+5\\W*");
    assertThat(rows.subList(5, 9))
        .containsExactly(
            "ssdp is degraded: one interface failed[2J",
            "ssdp, last error: no route",
            "ssdp on wlan0, last error: gone",
            "ssdp on wlan0: Too many walls.");
  }

  @Test
  void showsThatAScanIsRunning() throws Exception {
    console.hub.modules(
        new ModuleStatus(
            "ping",
            true,
            State.RUNNING,
            "",
            Instant.now().minusSeconds(7200),
            null,
            "",
            Map.of(),
            List.of()));
    assertThat(console.rows("kitty:protocols").get(0)).contains("2 h ago, still running");
  }

  @Test
  void printsJson() throws Exception {
    console.hub.modules(ssdp, store, ping);
    assertThat(console.run("kitty:protocols --json"))
        .isEqualToIgnoringNewLines("[{\"id\":\"ping\"},{\"id\":\"ssdp\"}]");
  }

  @Test
  void showsWhatToDoIfThereIsNone() throws Exception {
    assertThat(console.run("kitty:protocols")).contains("feature:list");
    assertThat(console.run("kitty:protocols --json")).isEqualToIgnoringNewLines("[]");
  }
}
