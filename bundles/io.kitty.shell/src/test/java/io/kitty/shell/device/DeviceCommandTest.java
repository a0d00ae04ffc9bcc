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

class DeviceCommandTest {

  @RegisterExtension final Console console = new Console();

  private final Device printer = TestDevices.printer(0);

  @BeforeEach
  void add() {
    console.hub.add(printer);
  }

  @Test
  void showsAllThatIsKnown() throws Exception {
    String sheet = console.run("kitty:device " + printer.id());
    assertThat(sheet)
        .containsPattern("id +" + printer.id())
        .containsPattern("also known as +mac:02:00:00:00:00:00")
        .containsPattern("warning +Another machine")
        .containsPattern("status +IDLE")
        .containsPattern("vendor +Example")
        .containsPattern("address +192\\.0\\.2\\.2")
        .containsPattern("address +2001:db8:")
        .containsPattern("identifier +hostname printer-0")
        .containsPattern("named by +ssdp")
        .containsPattern("service +_http\\._tcp, Web \"UI\", port 80")
        .containsPattern("path +/");
  }

  @Test
  void distinguishesLiveFromRememberedEvidence() throws Exception {
    String sheet = console.run("kitty:device " + printer.id());
    assertThat(sheet.substring(sheet.indexOf("Seen by"), sheet.indexOf("Remembered")))
        .containsPattern("ssdp +uuid:0")
        .containsPattern("at +192\\.0\\.2\\.2 on eth0, 02:00:00:00:00:00, since")
        .containsPattern("expires +20")
        .containsPattern("SERVER +Linux")
        .containsPattern("rssi +-40");
    assertThat(sheet.substring(sheet.indexOf("Remembered")))
        .containsPattern("ping +192\\.0\\.2\\.2")
        .containsPattern("expired +20");
  }

  @Test
  void showsThatADeviceHasDeparted() throws Exception {
    console.hub.add(TestDevices.departed(printer));
    assertThat(console.run("kitty:device " + printer.id()))
        .containsPattern("status +departed \\(expired\\)")
        .containsPattern("departed +20")
        .containsPattern("last address +192");
  }

  @Test
  void findsADeviceByItsAlias() throws Exception {
    assertThat(console.run("kitty:device --json host:192.0.2.2"))
        .isEqualToIgnoringNewLines("{\"id\":\"" + printer.id() + "\"}");
  }

  @Test
  void refusesAnUnknownIdWithAHint() {
    for (String id : new String[] {"host:192.0.2.99", "no-id"}) {
      assertThatThrownBy(() -> console.run("kitty:device " + id))
          .isInstanceOf(CommandException.class)
          .hasMessage(
              "No device has the id, address or name " + id + "; kitty:devices --all lists them.");
    }
  }
}
