// SPDX-License-Identifier: Apache-2.0
package io.kitty.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.kitty.demo.Scenario.Act;
import io.kitty.demo.Scenario.Key;
import io.kitty.demo.Scenario.Role;
import io.kitty.demo.Scenario.Scene;
import io.kitty.demo.print.PrintCycle;
import io.kitty.discovery.Subnet;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
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
  void announcesThePortsOfItsWebServers() throws IOException {
    for (Role role : Scenario.bundled().roles()) {
      for (String served : List.of("octoprint", "prusalink", "ultimaker", "ipp")) {
        JsonNode values = role.simulators().get(served);
        if (values != null) {
          assertThat(role.simulators().get("mdns").at("/services/0/type").asText())
              .isEqualTo("_" + served + "._tcp");
          assertThat(role.simulators().get("mdns").at("/services/0/port"))
              .isEqualTo(values.path("port"));
        }
      }
    }
  }

  @Test
  void serialsOfBrokersAreThoseOfTheirPrinters() throws IOException {
    assertThat(Scenario.bundled().roles())
        .filteredOn(role -> role.simulators().containsKey("mqtt"))
        .isNotEmpty()
        .allMatch(
            role ->
                role.simulators()
                    .get("mqtt")
                    .path("serial")
                    .equals(role.simulators().get("bambu").path("serial")));
  }

  @Test
  void itsKeysAreThoseOfItsMachines() throws IOException {
    for (Role role : Scenario.bundled().roles()) {
      if (role.key() != null) {
        Map<String, String> values = role.key().values();
        assertThat(List.of(role.address(), text(role, "mqtt", "serial")))
            .contains(values.getOrDefault("host", values.get("serial")));
        assertThat(
                List.of(
                    text(role, "octoprint", "key"),
                    text(role, "prusalink", "password"),
                    text(role, "mqtt", "code")))
            .contains(
                values.getOrDefault(
                    "api.key", values.getOrDefault("password", values.get("access.code"))));
      }
    }
  }

  private static String text(Role role, String protocol, String name) {
    JsonNode values = role.simulators().get(protocol);
    return values == null ? "" : values.path(name).asText();
  }

  @Test
  void oneMachineFails() throws IOException {
    assertThat(Scenario.bundled().roles())
        .filteredOn(role -> role.prints() != null && role.prints().fails())
        .hasSize(1);
  }

  @Test
  void readsARole() throws IOException {
    String text =
        """
        // a comment
        {"seed": 7, "machines": [
          {"address": "127.13.37.9", "says": {"server": {"port": 1}},
           "prints": {"file": "a.gcode", "layers": 7, "ahead": 9, "fails": true},
           "key": {"pid": "x.y", "host": "h", "api.key": "k"},
           "story": ["1-2 move 127.13.37.10", "3-3 rest"]}]}
        """;

    Scenario scenario = Scenario.read(new ByteArrayInputStream(text.getBytes(UTF_8)));

    assertThat(scenario.seed()).isEqualTo(7);
    Role role = scenario.roles().get(0);
    assertThat(role.simulators()).containsOnlyKeys("server");
    assertThat(role.key()).isEqualTo(new Key("x.y", Map.of("host", "h", "api.key", "k")));
    assertThat(role.prints()).isEqualTo(new PrintCycle("a.gcode", 7, Duration.ofSeconds(9), true));
    assertThat(role.story())
        .containsExactly(new Scene(1, 2, Act.MOVE, "127.13.37.10"), new Scene(3, 3, Act.REST, ""));
  }

  @Test
  void refusesAnInvalidScene() {
    assertThatThrownBy(() -> Scene.parse("soon explode"))
        .hasMessage("not like 20-30 leave: soon explode");
  }
}
