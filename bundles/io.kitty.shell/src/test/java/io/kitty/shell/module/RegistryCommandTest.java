// SPDX-License-Identifier: Apache-2.0
package io.kitty.shell.module;

import static org.assertj.core.api.Assertions.assertThat;

import io.kitty.hub.ModuleStatus;
import io.kitty.hub.ModuleStatus.State;
import io.kitty.shell.Console;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RegistryCommandTest {

  @RegisterExtension final Console console = new Console();

  private final ModuleStatus store =
      ModuleStatus.of("store", State.RUNNING, "", Map.of("saves", 3L, "devices", 6L));
  private final ModuleStatus redis =
      ModuleStatus.of("redis", State.FAILED, "redis://nas:6379: Connection refused", Map.of());

  @Test
  void theBestWorkingRegistryServes() throws Exception {
    console.listeners.installed.registry("store");
    console.listeners.installed.registry("redis");
    console.listeners.installed.works("store");
    console.listeners.installed.works("redis");
    console.hub.modules(store, ModuleStatus.of("redis", State.RUNNING, "", Map.of()));
    List<String> rows = console.rows("kitty:registry");

    assertThat(rows.get(0)).matches("redis\\W+serves\\W+running.*");
    assertThat(rows.get(1)).matches("store\\W+in step\\W+running\\W+devices 6, saves 3\\W*");
  }

  @Test
  void aFailedRegistryShowsItsReason() throws Exception {
    console.listeners.installed.registry("redis");
    console.listeners.installed.works("store");
    console.hub.modules(store, redis);
    List<String> rows = console.rows("kitty:registry");

    assertThat(rows.get(0)).matches("store\\W+serves.*");
    assertThat(rows.get(1)).matches("redis\\W+away\\W+failed\\W*");
    assertThat(rows.get(2)).isEqualTo("redis: redis://nas:6379: Connection refused");
    assertThat(console.run("kitty:registry --json"))
        .contains("{\"id\":\"redis\",\"role\":\"away\",\"state\":\"failed\"");
  }

  @Test
  void showsWhatToDoIfThereIsNone() throws Exception {
    assertThat(console.run("kitty:registry")).contains("feature:install kitty-store");
  }
}
