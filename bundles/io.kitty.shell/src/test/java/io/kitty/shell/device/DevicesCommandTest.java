// SPDX-License-Identifier: Apache-2.0
package io.kitty.shell.device;

import static org.assertj.core.api.Assertions.assertThat;

import io.kitty.device.Device;
import io.kitty.device.Fact;
import io.kitty.shell.Console;
import io.kitty.shell.Samples;
import io.kitty.testkit.TestDevices;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class DevicesCommandTest {

  @RegisterExtension final Console console = new Console();

  private final Device host = TestDevices.host(7);
  private final Device printer = TestDevices.printer(0);

  @Test
  void showsADeviceInARow() throws Exception {
    Instant then = Instant.now().minus(Duration.ofMinutes(150));
    console.hub.add(Samples.with(Samples.seen(printer, then), Fact.MODEL, "X1"));
    assertThat(console.run("kitty:devices"))
        .contains("Id", "Name", "Kind", "Status", "Address", "Last seen");
    assertThat(console.rows("kitty:devices"))
        .singleElement()
        .asString()
        .contains("uuid:00000000-00", "Drucker", "printer", "IDLE", "192.0.2.2")
        .contains("2 h ago");
  }

  @Test
  void sortsByAddressAsANumber() throws Exception {
    console.hub.add(TestDevices.host(98), TestDevices.host(8), TestDevices.host(0));
    assertThat(console.run("kitty:devices --json"))
        .isEqualToIgnoringNewLines(
            "[{\"id\":\"host:192.0.2.2\"},{\"id\":\"host:192.0.2.10\"},"
                + "{\"id\":\"host:192.0.2.100\"}]");
  }

  @Test
  void omitsDepartedDevicesByDefault() throws Exception {
    console.hub.add(TestDevices.departed(host));
    assertThat(console.rows("kitty:devices")).noneMatch(row -> row.contains("host:"));
    assertThat(console.rows("kitty:devices --all"))
        .singleElement()
        .asString()
        .contains("departed (expired)");
  }

  @Test
  void omitsIgnoredDevicesByDefault() throws Exception {
    Device ignored = Samples.with(printer, Fact.USER_IGNORED, "true");
    console.hub.add(host, ignored);
    assertThat(console.run("kitty:devices --json")).doesNotContain(ignored.id().value());
    assertThat(console.run("kitty:devices --json --all")).doesNotContain(ignored.id().value());
    assertThat(console.run("kitty:devices --json --ignored"))
        .isEqualToIgnoringNewLines("[{\"id\":\"" + ignored.id() + "\"}]");
  }

  @Test
  void filters() throws Exception {
    console.hub.add(host, printer);
    String hostOnly = "[{\"id\":\"" + host.id() + "\"}]";
    String printerOnly = "[{\"id\":\"" + printer.id() + "\"}]";
    assertThat(console.run("kitty:devices --json --kind Printer")).contains(printerOnly);
    assertThat(console.run("kitty:devices --json --status idle")).contains(printerOnly);
    assertThat(console.run("kitty:devices --json --status online")).contains(hostOnly);
    assertThat(console.run("kitty:devices --json --source ssdp")).contains(printerOnly);
    assertThat(console.run("kitty:devices --json --source ping")).contains(hostOnly);
    assertThat(console.run("kitty:devices --json --kind host --source ssdp")).contains("[]");
  }

  @Test
  void findsTextInIdNameAddressIdentifierAndFact() throws Exception {
    console.hub.add(host, printer);
    String printerOnly = "[{\"id\":\"" + printer.id() + "\"}]";
    for (String text :
        new String[] {
          "UUID:",
          "mac:02",
          "drucker",
          "2001:db8",
          "printer-0",
          "example",
          "idle",
          "'drucker  example'"
        }) {
      assertThat(console.run("kitty:devices --json " + text)).as(text).contains(printerOnly);
    }
    assertThat(console.run("kitty:devices --json nothing-like-it")).contains("[]");
  }

  @Test
  void showsWhatToDoIfThereIsNone() throws Exception {
    assertThat(console.run("kitty:devices")).contains("kitty:scan", "kitty:protocols");
    assertThat(console.run("kitty:devices --json")).isEqualToIgnoringNewLines("[]");
  }

  @Test
  void printsNoEscapeSequenceAndNoOverlongCell() throws Exception {
    console.hub.add(Samples.with(host, Fact.NAME, "\u001b[31m\u009b2J\u202e" + "x".repeat(500)));
    String row = console.rows("kitty:devices").get(0);
    assertThat(row).doesNotContain("\u001b", "\u009b", "\u202e").contains("[31m2Jxxx", "xxx... ");
    assertThat(row).hasSizeLessThan(300);
  }
}
