// SPDX-License-Identifier: Apache-2.0
package io.kitty.core.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.kitty.discovery.InterfaceFilter;
import io.kitty.discovery.NetworkLink;
import io.kitty.discovery.Subnet;
import io.kitty.hub.ModuleStatus.InterfaceStatus;
import io.kitty.hub.ModuleStatus.State;
import io.kitty.net.link.InterfaceTable;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InterfaceCheckTest {

  private static final InterfaceTable TABLE =
      table(Map.of("eth1", "is down"), "lo", "lan0", "wlan0");

  private static InterfaceTable table(Map<String, String> unusable, String... up) {
    return new InterfaceTable(
        Arrays.stream(up)
            .map(
                name ->
                    new NetworkLink(name, 1, false, null, List.of(Subnet.parse("192.0.2.1/24"))))
            .toList(),
        unusable);
  }

  private static String noInterface(String wanted, InterfaceTable table) {
    return InterfaceCheck.noInterface(InterfaceFilter.of(wanted), table).orElse("");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "lan0       | ''",
        "eth0,lan*  | ''",
        "lo         | ''",
        "eht0       | no interface fits eht0; there are lan0, wlan0, eth1",
        "' '        | interfaces is empty; there are lan0, wlan0, eth1",
        "eth*       | no interface can be used: eth1 is down",
        "lan0,!lan* | no interface fits lan0,!lan*; there are lan0, wlan0, eth1",
      })
  void listsAvailableInterfaces(String wanted, String noInterface) {
    assertThat(noInterface(wanted, TABLE)).isEqualTo(noInterface);
  }

  @Test
  void shortensALongValue() {
    assertThat(noInterface("x".repeat(100_000), TABLE))
        .isEqualTo("no interface fits " + "x".repeat(100) + "; there are lan0, wlan0, eth1");
  }

  @Test
  void reportsAMissingNetwork() {
    assertThat(noInterface(InterfaceFilter.DEFAULT, TABLE)).isEmpty();
    assertThat(noInterface(InterfaceFilter.DEFAULT, table(Map.of(), "lo", "docker0")))
        .isEqualTo("no network interface is there but lo, docker0");
    assertThat(noInterface(InterfaceFilter.DEFAULT, table(Map.of())))
        .isEqualTo("no network interface is there");
    assertThat(noInterface("eth0", table(Map.of(), "lo")))
        .isEqualTo("no interface fits eth0; there is lo");
    assertThat(noInterface("eth0", table(Map.of())))
        .isEqualTo("no interface fits eth0; there is none");
    assertThat(
            noInterface(
                InterfaceFilter.DEFAULT,
                table(Map.of("wlan0", "has no address", "eth0", "is down"), "lo")))
        .isEqualTo("no interface can be used: eth0 is down, wlan0 has no address");
  }

  @Test
  void failsOnlyIfNoInterfaceHasASocket() {
    InterfaceStatus good = status("lan0", State.RUNNING);
    InterfaceStatus bad = status("wlan0", State.FAILED);
    InterfaceStatus gone = status("eth0", State.DISABLED);
    InterfaceStatus routed = status("", State.RUNNING);

    assertThat(InterfaceCheck.failure(List.of())).isEmpty();
    assertThat(InterfaceCheck.failure(List.of(gone, routed))).isEmpty();
    assertThat(InterfaceCheck.failure(List.of(good, bad))).isEmpty();
    assertThat(InterfaceCheck.failure(List.of(gone, bad, routed))).contains("wlan0: why");
  }

  private static InterfaceStatus status(String name, State state) {
    return new InterfaceStatus(name, state, 0, 0, 0, "why", "");
  }
}
