// SPDX-License-Identifier: Apache-2.0
package io.kitty.shell.module;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kitty.shell.Console;
import java.util.List;
import org.apache.karaf.shell.support.CommandException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The commands {@code enable} and {@code disable}. */
class SwitchCommandTest {

  @RegisterExtension final Console console = new Console();

  @Test
  void enablesAndDisablesAModule() throws Exception {
    assertThat(console.run("kitty:disable ssdp")).isEqualToIgnoringNewLines("ssdp is switched off");
    assertThat(console.run("kitty:enable --json ssdp"))
        .isEqualToIgnoringNewLines("{\"module\":\"ssdp\",\"enabled\":true}");
    assertThat(console.modules.switched).containsExactly("ssdp false", "ssdp true");
  }

  @Test
  void reportsWhyAModuleCannotBeSwitched() {
    for (RuntimeException why :
        List.of(
            new IllegalStateException("the environment says ENABLE_SSDP = 1"),
            new IllegalArgumentException("there is no module spd"))) {
      console.modules.failWith(why);
      assertThatThrownBy(() -> console.run("kitty:enable ssdp"))
          .isInstanceOf(CommandException.class)
          .hasMessage(why.getMessage());
    }
  }
}
