// SPDX-License-Identifier: Apache-2.0
package io.kitty.net.udp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.kitty.net.udp.KernelDrops.Losses;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.channels.DatagramChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class KernelDropsTest {

  private static final String LINE =
      "  412: 00000000:076C 00000000:0000 07 00000000:00000000 00:00000000 00000000     0        0"
          + " %d 2 0000000000000000 %d";

  private final Map<String, Losses> losses = new HashMap<>();

  @Test
  void addsUpTheSocketsOfAPort() {
    KernelDrops.add(LINE.formatted(51234, 3), Set.of("51234", "51235"), losses);
    KernelDrops.add(LINE.formatted(51235, 4), Set.of("51234", "51235"), losses);

    assertThat(KernelDrops.sum(losses, Set.of(), 1900)).isEqualTo(7);
    assertThat(KernelDrops.sum(losses, Set.of(), 1901)).isZero();
  }

  @Test
  void tellsSocketsOfOnePortApart() {
    KernelDrops.add(LINE.formatted(51234, 3), Set.of("51234", "51235"), losses);
    KernelDrops.add(LINE.formatted(51235, 4), Set.of("51234", "51235"), losses);

    assertThat(KernelDrops.sum(losses, Set.of("51234", "9"), 1900)).isEqualTo(3);
    assertThat(KernelDrops.sum(losses, Set.of("51235"), 1900)).isEqualTo(4);
  }

  @Test
  void ignoresOtherPrograms() {
    KernelDrops.add(LINE.formatted(51234, 3), Set.of("99"), losses);
    KernelDrops.add("garbage", Set.of("51234"), losses);

    assertThat(losses).isEmpty();
  }

  @Test
  void readsWhatEachOfTwoSocketsLost() throws Exception {
    assumeTrue(Files.exists(Path.of("/proc/self/fd")) && Files.exists(Path.of("/proc/net/udp")));
    InetAddress here = InetAddress.getLoopbackAddress();
    try (DatagramChannel full =
            UdpSockets.open(StandardProtocolFamily.INET, new InetSocketAddress(here, 0), true);
        DatagramChannel empty = UdpSockets.open(StandardProtocolFamily.INET, local(full), true);
        DatagramSocket sender = new DatagramSocket(0, here)) {
      full.connect(sender.getLocalSocketAddress()); // it gets all that this one sends
      full.setOption(StandardSocketOptions.SO_RCVBUF, 1);
      for (int i = 0; i < 100; i++) {
        sender.send(new DatagramPacket(new byte[1000], 1000, local(full)));
      }

      assertThat(SocketInodes.of(full))
          .hasSize(1)
          .doesNotContainAnyElementsOf(SocketInodes.of(empty));
      assertThat(KernelDrops.of(full)).isBetween(50L, 100L);
      assertThat(KernelDrops.of(empty)).isZero();
    }
  }

  private static InetSocketAddress local(DatagramChannel channel) throws Exception {
    return (InetSocketAddress) channel.getLocalAddress();
  }
}
