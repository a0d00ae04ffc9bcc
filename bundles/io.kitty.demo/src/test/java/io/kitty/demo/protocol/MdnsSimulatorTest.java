// SPDX-License-Identifier: Apache-2.0
package io.kitty.demo.protocol;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.kitty.demo.network.DemoHarness;
import java.nio.ByteBuffer;
import java.util.HexFormat;
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
  @EnabledOnOs(
      value = OS.LINUX,
      disabledReason = "only Linux has all of 127.0.0.0/8 on its loopback")
  void ignoresMalformedQueries() throws Exception {
    byte[] loop = HexFormat.of().parseHex("000000000001000000000000c00c000c0001");
    try (DemoHarness harness = new DemoHarness()) {
      harness.start(new MdnsSimulator(harness.host, DemoHarness.values(WORDS)));
      harness.send(MdnsSimulator.PORT, loop);
      harness.send(MdnsSimulator.PORT, new byte[5]);

      byte[] answer = DemoHarness.bytes(harness.request(MdnsSimulator.PORT, QUERY));

      assertThat(ByteBuffer.wrap(answer).getShort(0)).as("id").isEqualTo((short) 0xabcd);
    }
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
