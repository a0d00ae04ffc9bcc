// SPDX-License-Identifier: Apache-2.0
package io.kitty.shell.completion;

import static org.assertj.core.api.Assertions.assertThat;

import io.kitty.hub.ModuleStatus;
import io.kitty.hub.ModuleStatus.State;
import io.kitty.shell.Console;
import io.kitty.testkit.TestDevices;
import java.util.List;
import java.util.Map;
import org.apache.karaf.shell.api.action.Command;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class CompletionTest {

  @SuppressWarnings("unused")
  private static final List<Class<?>> COMMANDS = Console.COMMANDS;

  @RegisterExtension final Console console = new Console();

  @BeforeEach
  void add() {
    console.hub.add(
        TestDevices.host(7), TestDevices.printer(0), TestDevices.departed(TestDevices.printer(1)));
    console.hub.modules(
        new ModuleStatus("ssdp", true, State.RUNNING, "", null, null, "", Map.of(), List.of()),
        new ModuleStatus("ping", true, State.RUNNING, "", null, null, "", Map.of(), List.of()),
        ModuleStatus.of("store", State.RUNNING, "", Map.of()));
  }

  @Test
  void completesIdsAndAliases() {
    assertThat(console.complete("kitty:device host:"))
        .containsExactlyInAnyOrder("host:192.0.2.9", "host:192.0.2.2", "host:192.0.2.3");
    assertThat(console.complete("kitty:forget uuid:"))
        .hasSize(2)
        .allMatch(id -> id.startsWith("uuid:"));
  }

  @Test
  void completesSeveralProtocols() {
    assertThat(console.complete("kitty:scan ")).containsExactlyInAnyOrder("ping", "ssdp");
    assertThat(console.complete("kitty:scan ping s")).containsExactly("ssdp");
    assertThat(console.complete("kitty:devices --source p")).containsExactly("ping");
  }

  @Test
  void completesKindsAndStates() {
    assertThat(console.complete("kitty:devices --kind ")).containsExactly("host", "printer");
    assertThat(console.complete("kitty:devices --status ")).containsExactly("IDLE", "online");
  }

  /** Karaf's {@code help kitty} has room for 49 characters in a terminal of 80. */
  @ParameterizedTest
  @FieldSource("COMMANDS")
  void theDescriptionOfEveryCommandFitsIntoALine(Class<?> action) {
    assertThat(action.getAnnotation(Command.class).description()).hasSizeBetween(20, 49);
  }

  @ParameterizedTest
  @FieldSource("COMMANDS")
  void everyCommandHasHelpAndOffersJson(Class<?> action) throws Exception {
    Command command = action.getAnnotation(Command.class);
    assertThat(console.run("kitty:" + command.name() + " --help"))
        .contains(command.description(), "--json")
        .doesNotContain("defaults to");
    assertThat(console.complete("kitty:" + command.name() + " --j")).contains("--json");
  }
}
