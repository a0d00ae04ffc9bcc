// SPDX-License-Identifier: Apache-2.0
package io.kitty.demo.simulator;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class MdnsSimulatorTest {

  private static final String WORDS =
      """
      {"host": "shelf", "services": [
        {"type": "_wled._tcp", "name": "My. light", "port": 80, "txt": {"mac": "24a160000001"}}]}
      """;

  /** Queries _wled._tcp.local, once in full and once by a pointer to that (RFC 1035, §4.1.4). */
  private static final byte[] QUERY =
      HexFormat.of()
          .parseHex(
              "abcd00000002000000000000"
                  + "055f776c6564045f746370056c6f63616c00000c0001"
                  + "c00c000c8001");

  @Test
  void readsNamesThatPointToOthers() {
    var query = DnsMessage.query(QUERY).orElseThrow();

    assertThat(query.id()).isEqualTo((short) 0xabcd);
    assertThat(query.questions())
        .containsExactly(
            new DnsMessage.Question(DnsName.of("_wled._tcp.local"), DnsRecord.PTR),
            new DnsMessage.Question(DnsName.of("_wled._tcp.local"), DnsRecord.PTR));
  }

  @Test
  void readsNoNameThatPointsToItself() {
    assertThat(query("c00c000c0001")).isEmpty();
    assertThat(query("c00ec00c000c0001")).isEmpty();
  }

  private static Optional<DnsMessage.Query> query(String section) {
    return DnsMessage.query(HexFormat.of().parseHex("000000000001000000000000" + section));
  }

  @Property
  void readsAnythingWithoutThrowing(@ForAll byte[] datagram) {
    assertThat(DnsMessage.query(datagram)).isNotNull();
  }

  @Test
  void comparesNamesIgnoringCase() {
    DnsName name = DnsName.of("_wled._tcp.local").under("My. light");

    assertThat(name.labels()).hasSize(4);
    assertThat(name.matches(DnsName.of("_WLED._tcp.LOCAL").under("my. LIGHT"))).isTrue();
    assertThat(name.matches(DnsName.of("_wled._tcp.local"))).isFalse();
  }

  @Test
  void writesResponsesForAll() {
    DnsName host = DnsName.of("shelf.local");
    byte[] response =
        DnsMessage.response(
            List.of(DnsRecord.address(host, LoopbackNetwork.address(127, 13, 37, 9))), List.of());

    assertThat(HexFormat.of().formatHex(response))
        .isEqualTo(
            "000084000000000100000000"
                + "057368656c66056c6f63616c00"
                + "00018001000000780004"
                + "7f0d2509");
  }

  @Test
  @EnabledOnOs(
      value = OS.LINUX,
      disabledReason = "only Linux has all of 127.0.0.0/8 on its loopback")
  void answersLegacyUnicastQueries() throws Exception {
    try (DemoHarness harness = new DemoHarness()) {
      harness.start(new MdnsSimulator(harness.host, DemoHarness.values(WORDS)));

      byte[] answer = DemoHarness.bytes(harness.request(MdnsSimulator.PORT, QUERY));

      ByteBuffer header = ByteBuffer.wrap(answer);
      assertThat(header.getShort(0)).as("id").isEqualTo((short) 0xabcd);
      assertThat(header.getShort(4)).as("questions").isEqualTo((short) 2);
      assertThat(header.getShort(6)).as("answers").isEqualTo((short) 1);
      assertThat(header.getShort(10)).as("SRV, TXT, A").isEqualTo((short) 3);
      String text = new String(answer, ISO_8859_1);
      assertThat(text).contains("\tMy. light", "\u0010mac=24a160000001", "\u0005shelf\u0005local");
      byte[] lifetime = {0, 12, 0, 1, 0, 0, 0, 10};
      assertThat(text).contains(new String(lifetime, UTF_8));
    }
  }
}
