// SPDX-License-Identifier: Apache-2.0
package io.kitty.ping.neighbour;

import static org.assertj.core.api.Assertions.assertThat;

import io.kitty.ping.network.Ipv4Ints;
import io.kitty.testkit.TestLinks;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ArpTableTest {

  private static final String HEADING =
      "IP address       HW type     Flags       HW address            Mask     Device\n";

  private static Map<Integer, String> read(String... lines) throws IOException {
    return ArpTable.read((HEADING + String.join("\n", lines)).lines());
  }

  @Test
  void readsCompleteEntries() throws IOException {
    assertThat(read("192.0.2.7        0x1         0x2         02:00:5e:00:53:07     *        eth0"))
        .containsExactly(
            Map.entry(Ipv4Ints.number(TestLinks.address("192.0.2.7")), "02:00:5e:00:53:07"));
  }

  @Test
  void skipsIncompleteAndStaticEntries() throws IOException {
    assertThat(
            read(
                "192.0.2.8        0x1         0x0         00:00:00:00:00:00     *        eth0",
                "192.0.2.9        0x1         0x6         02:00:5e:00:53:09     *        eth0",
                "192.0.2.10       0x1         0xc         00:00:00:00:00:00     *        eth0"))
        .isEmpty();
  }

  @Test
  void skipsOtherLines() throws IOException {
    assertThat(read("", "printer.example 0x1 0x2 02:00:5e:00:53:07 * eth0", "192.0.2.7 0x1 0x2"))
        .isEmpty();
    assertThat(read("192.0.2.7 0x1 two 02:00:5e:00:53:07 * eth0")).isEmpty();
  }
}
