// SPDX-License-Identifier: Apache-2.0
package io.kitty.shell.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kitty.device.Device;
import io.kitty.shell.Console;
import io.kitty.testkit.TestDevices;
import io.kitty.wake.WakeOnLan.Outcome;
import org.apache.karaf.shell.support.CommandException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class WakeCommandTest {

  @RegisterExtension final Console console = new Console();

  private final Device printer = TestDevices.printer(0);

  @BeforeEach
  void add() {
    console.hub.add(printer);
  }

  @Test
  void wakesADeviceByItsAlias() throws Exception {
    assertThat(console.run("kitty:wake host:192.0.2.2"))
        .startsWith("Sent what wakes " + printer.id() + " Drucker");
    assertThat(console.run("kitty:wake --json 192.0.2.2"))
        .isEqualToIgnoringNewLines("{\"woken\":\"" + printer.id() + "\"}");
    assertThat(console.wakeOnLan.woken()).containsExactly(printer.id(), printer.id());
  }

  @Test
  void saysWhyItCannot() {
    console.wakeOnLan.outcome(Outcome.RANDOM_MAC);
    assertThatThrownBy(() -> console.run("kitty:wake " + printer.id()))
        .isInstanceOf(CommandException.class)
        .hasMessageContaining("a random one");
    assertThatThrownBy(() -> console.run("kitty:wake host:192.0.2.99"))
        .isInstanceOf(CommandException.class)
        .hasMessageContaining("host:192.0.2.99");
  }
}
