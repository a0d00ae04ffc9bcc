// SPDX-License-Identifier: Apache-2.0
package io.kitty.shell.module;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kitty.hub.ModuleStatus;
import io.kitty.hub.ModuleStatus.State;
import io.kitty.shell.Console;
import java.util.List;
import java.util.Map;
import org.apache.karaf.shell.support.CommandException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ScanCommandTest {

  @RegisterExtension final Console console = new Console();

  @BeforeEach
  void add() {
    console.hub.modules(
        protocol("ssdp", State.RUNNING),
        protocol("mdns", State.DISABLED),
        protocol("ping", State.DEGRADED),
        ModuleStatus.of("store", State.RUNNING, "", Map.of()));
  }

  @Test
  void scansWithAllRunningProtocolsByDefault() throws Exception {
    assertThat(console.run("kitty:scan")).isEqualToIgnoringNewLines("Scanning: ping, ssdp");
    assertThat(console.hub.scanned()).containsExactly("ping", "ssdp");
  }

  @Test
  void scansWithTheGivenProtocols() throws Exception {
    assertThat(console.run("kitty:scan --json ssdp ping"))
        .isEqualToIgnoringNewLines("{\"scanning\":[\"ssdp\",\"ping\"]}");
    assertThat(console.hub.scanned()).containsExactly("ssdp", "ping");
  }

  @Test
  void reportsProtocolsThatCannotScan() {
    assertThatThrownBy(() -> console.run("kitty:scan mdns ping nope"))
        .isInstanceOf(CommandException.class)
        .hasMessage(
            "mdns, nope: no such protocol, or it does not run; kitty:protocols shows them.");
    assertThat(console.printed()).isEqualToIgnoringNewLines("Scanning: ping");
  }

  @Test
  void failsWhereNoProtocolRuns() {
    console.hub.modules(protocol("mdns", State.DISABLED));
    assertThatThrownBy(() -> console.run("kitty:scan"))
        .isInstanceOf(CommandException.class)
        .hasMessageContaining("kitty:protocols");
  }

  private static ModuleStatus protocol(String id, State state) {
    return new ModuleStatus(id, true, state, "", null, null, "", Map.of(), List.of());
  }
}
