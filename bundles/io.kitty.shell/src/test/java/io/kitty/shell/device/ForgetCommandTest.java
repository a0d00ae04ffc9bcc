// SPDX-License-Identifier: Apache-2.0
package io.kitty.shell.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kitty.device.Device;
import io.kitty.shell.Console;
import io.kitty.testkit.TestDevices;
import org.apache.karaf.shell.support.CommandException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ForgetCommandTest {

  @RegisterExtension final Console console = new Console();

  private final Device printer = TestDevices.printer(0);

  @BeforeEach
  void add() {
    console.hub.add(printer);
  }

  @Test
  void forgetsADevice() throws Exception {
    assertThat(console.run("kitty:forget " + printer.id()))
        .startsWith("Forgot " + printer.id() + " Drucker");
    assertThat(console.hub.devices()).isEmpty();
  }

  @Test
  void forgetsADeviceByItsAlias() throws Exception {
    assertThat(console.run("kitty:forget --json host:192.0.2.2"))
        .isEqualToIgnoringNewLines("{\"forgotten\":\"" + printer.id() + "\"}");
    assertThat(console.hub.forgotten()).containsExactly(printer.id());
  }

  @Test
  void refusesAnUnknownId() {
    assertThatThrownBy(() -> console.run("kitty:forget host:192.0.2.99"))
        .isInstanceOf(CommandException.class)
        .hasMessageContaining("host:192.0.2.99");
    assertThat(console.hub.forgotten()).isEmpty();
  }
}
