// SPDX-License-Identifier: Apache-2.0
package io.kitty.shell.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kitty.device.DepartureReason;
import io.kitty.device.Device;
import io.kitty.inventory.History;
import io.kitty.inventory.History.Change;
import io.kitty.inventory.History.Event;
import io.kitty.inventory.History.Span;
import io.kitty.shell.Console;
import io.kitty.testkit.TestDevices;
import java.time.Instant;
import java.util.List;
import org.apache.karaf.shell.support.CommandException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class HistoryCommandTest {

  private static final Instant START = Instant.parse("2025-01-01T10:00:00Z");

  @RegisterExtension final Console console = new Console();

  private final Device printer = TestDevices.printer(0);

  @Test
  void showsTheEvents() throws Exception {
    console.hub.add(printer);
    console.hub.history(
        printer.id(),
        new History(
            START,
            START.plusSeconds(1000),
            START,
            List.of(new Span(START, START.plusSeconds(450))),
            List.of(new Span(START.plusSeconds(900), START.plusSeconds(1000))),
            List.of(
                Event.changed(
                    START.plusSeconds(60), List.of(new Change("status", "IDLE", "RUNNING"))),
                Event.departed(START.plusSeconds(450), DepartureReason.GOODBYE))));

    List<String> lines = console.run("kitty:history --days 7 192.0.2.2").lines().toList();

    assertThat(lines.get(0))
        .startsWith("There 50.0 % of the time since 20")
        .endsWith("; the hub was off for 1 min.");
    assertThat(lines.get(3)).contains("changed", "status IDLE → RUNNING");
    assertThat(lines.get(4)).contains("departed", "goodbye");
    assertThat(console.run("kitty:history --json 192.0.2.2")).contains("\"from\":1735725600");
  }

  @Test
  void looksBackForThirtyDaysAtMost() {
    console.hub.add(printer);
    for (String days : List.of("0", "31", "-1", "1.5", "week")) {
      assertThatThrownBy(() -> console.run("kitty:history --days " + days + " 192.0.2.2"))
          .isInstanceOf(CommandException.class)
          .hasMessage("--days must be 1 to 30, not " + days + ".");
    }
  }
}
