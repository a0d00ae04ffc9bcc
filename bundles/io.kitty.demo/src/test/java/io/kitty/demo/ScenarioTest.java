// SPDX-License-Identifier: Apache-2.0
package io.kitty.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kitty.demo.Scenario.Act;
import io.kitty.demo.Scenario.Role;
import io.kitty.demo.Scenario.Scene;
import io.kitty.discovery.Subnet;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class ScenarioTest {

  @Test
  void hasMoreThanADozenMachinesWithDistinctAddresses() throws IOException {
    Scenario scenario = Scenario.bundled();

    assertThat(scenario.roles()).hasSizeGreaterThan(12);
    assertThat(scenario.roles()).extracting(Role::address).doesNotHaveDuplicates();
    assertThat(scenario.roles())
        .allMatch(role -> Demo.NETWORK.contains(Subnet.parse(role.address()).address()));
  }

  @Test
  void usesEveryProtocolAndNoOther() throws IOException {
    assertThat(
            Scenario.bundled().roles().stream()
                .flatMap(role -> role.simulators().keySet().stream()))
        .containsOnlyElementsOf(SimulatorFactory.protocols())
        .containsAll(SimulatorFactory.protocols());
  }

  @Test
  void doesNotPingMachinesThatLeaveOrMove() throws IOException {
    assertThat(Scenario.bundled().roles())
        .allMatch(
            role ->
                role.ping()
                    == role.story().stream()
                        .noneMatch(scene -> scene.act() == Act.LEAVE || scene.act() == Act.MOVE));
  }

  @Test
  void readsARole() throws IOException {
    String text =
        """
        // a comment
        {"seed": 7, "machines": [
          {"address": "127.13.37.9", "status": "IDLE", "says": {"server": {"port": 1}},
           "story": ["1-2 status RUNNING", "3-3 rest"]}]}
        """;

    Scenario scenario = Scenario.read(new ByteArrayInputStream(text.getBytes(UTF_8)));

    assertThat(scenario.seed()).isEqualTo(7);
    Role role = scenario.roles().get(0);
    assertThat(role.simulators()).containsOnlyKeys("server");
    assertThat(role.story())
        .containsExactly(new Scene(1, 2, Act.STATUS, "RUNNING"), new Scene(3, 3, Act.REST, ""));
  }

  @Test
  void refusesAnInvalidScene() {
    assertThatThrownBy(() -> Scene.parse("soon explode"))
        .hasMessage("not like 20-30 status RUNNING: soon explode");
  }
}
