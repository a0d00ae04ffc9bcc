// SPDX-License-Identifier: Apache-2.0
package io.kitty.shell.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.kitty.device.Device;
import io.kitty.device.Fact;
import io.kitty.hub.ModuleStatus;
import io.kitty.hub.ModuleStatus.InterfaceStatus;
import io.kitty.hub.ModuleStatus.State;
import io.kitty.identifier.DeviceId;
import io.kitty.inventory.History;
import io.kitty.inventory.History.Change;
import io.kitty.inventory.History.Event;
import io.kitty.shell.Console;
import io.kitty.shell.Samples;
import io.kitty.testkit.TestDevices;
import io.kitty.testkit.TestLinks;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No table is wider than 80 characters, whatever its cells contain. */
class SafeTableTest {

  private static final String LONG = "a name that goes on and on ".repeat(9).strip();
  private static final Instant NOW = Instant.now();

  @RegisterExtension final Console console = new Console();

  @BeforeEach
  void fill() {
    Device device =
        Samples.at(
            TestDevices.withId(
                TestDevices.printer(0), new DeviceId("uuid:" + "0123456789".repeat(9))),
            TestLinks.address("2001:db8:1111:2222:3333:4444:5555:6666"));
    for (Fact fact : List.of(Fact.NAME, Fact.MODEL, Fact.STATUS, Fact.KIND)) {
      device = Samples.with(device, fact, LONG);
    }
    console.hub.add(device);
    console.hub.history(
        device.id(),
        new History(
            NOW.minusSeconds(60),
            NOW,
            NOW.minusSeconds(60),
            List.of(),
            List.of(),
            List.of(Event.changed(NOW, List.of(new Change("name", LONG, "x"))))));
    console.hub.modules(
        new ModuleStatus(
            "flashforge",
            true,
            State.DEGRADED,
            "",
            NOW.minusSeconds(59),
            Duration.ofSeconds(100),
            LONG,
            Map.of("receive_buffer_asked", 1L << 40, "receive_buffer_granted", 1L << 40),
            List.of(new InterfaceStatus("enp0s31f6.1000", State.DEGRADED, 123456, 7, 89, "", ""))));
    console.hub.links(TestLinks.lan(), TestLinks.loopback());
    console.editor.addMerge("1234-5678-" + "9".repeat(30), NOW);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "kitty:devices",
        "kitty:help",
        "kitty:protocols",
        "kitty:interfaces",
        "kitty:registry",
        "kitty:undo",
        "kitty:announcements",
        "kitty:history uuid:0123456789012345678901234567890123456789012345678901234567890123456789"
            + "01234567890123456789"
      })
  void noRowIsWiderThanATerminal(String command) throws Exception {
    List<String> table =
        console
            .run(command)
            .lines()
            .filter(line -> line.contains("|") || line.contains("+-"))
            .toList();

    assertThat(table).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80));
  }

  @Test
  void cutTextIsMarked() throws Exception {
    assertThat(console.rows("kitty:devices"))
        .singleElement()
        .asString()
        .startsWith("uuid:0")
        .contains("a nam", "...");
  }
}
