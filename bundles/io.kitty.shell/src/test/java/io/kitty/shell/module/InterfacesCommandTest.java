// SPDX-License-Identifier: Apache-2.0
package io.kitty.shell.module;

import static org.assertj.core.api.Assertions.assertThat;

import io.kitty.discovery.NetworkLink;
import io.kitty.hub.ModuleStatus;
import io.kitty.hub.ModuleStatus.InterfaceStatus;
import io.kitty.hub.ModuleStatus.State;
import io.kitty.shell.Console;
import io.kitty.testkit.TestLinks;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class InterfacesCommandTest {

  @RegisterExtension final Console console = new Console();

  @Test
  void showsEachInterfaceAndItsProtocols() throws Exception {
    console.hub.links(TestLinks.lan(), TestLinks.loopback());
    console.hub.modules(on("ssdp", "eth0"), on("ping", "eth0"), on("mdns", "wlan0"));
    List<String> rows = console.rows("kitty:interfaces");
    assertThat(rows).hasSize(2);
    assertThat(rows.get(0)).matches("lo .*127.0.0.1/8.*yes\\W+");
    assertThat(rows.get(1))
        .matches("eth0\\W+192.0.2.1/24\\W+02:00:00:00:00:01\\W+no\\W+ping ssdp *");
  }

  @Test
  void printsJson() throws Exception {
    console.hub.links(TestLinks.lan());
    console.hub.modules(on("ping", "eth0"));
    assertThat(console.run("kitty:interfaces --json"))
        .isEqualToIgnoringNewLines(
            "[{\"name\":\"eth0\",\"index\":2,\"loopback\":false,\"mac\":\"02:00:00:00:00:01\","
                + "\"addresses\":[\"192.0.2.1/24\"],\"protocols\":[\"ping\"]}]");
  }

  @Test
  void showsWhatToDoIfThereIsNone() throws Exception {
    console.hub.links(new NetworkLink[0]);
    assertThat(console.run("kitty:interfaces")).contains("No interface is up.");
    assertThat(console.run("kitty:interfaces --json")).isEqualToIgnoringNewLines("[]");
  }

  private static ModuleStatus on(String protocol, String interfaceName) {
    return new ModuleStatus(
        protocol,
        true,
        State.RUNNING,
        "",
        null,
        null,
        "",
        Map.of(),
        List.of(new InterfaceStatus(interfaceName, State.RUNNING, 0, 0, 0, "", "")));
  }
}
