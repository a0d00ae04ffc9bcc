// SPDX-License-Identifier: Apache-2.0
package io.kitty.demo.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(value = OS.LINUX, disabledReason = "only Linux has all of 127.0.0.0/8 on its loopback")
class SimulatedAddressTest {

  /** A packet received just before may be answered just after. */
  @Test
  void opensNothingOnceTheMachineHasLeft() throws Exception {
    InetAddress address = InetAddress.getByName(DemoHarness.ADDRESS);
    try (DemoHarness harness = new DemoHarness();
        DatagramSocket free = new DatagramSocket(0, address)) {
      int port = free.getLocalPort();
      free.close();
      harness.host.close();
      harness.host.send(port, new byte[1], new InetSocketAddress("127.0.0.1", 9));

      try (DatagramSocket again = new DatagramSocket(port, address)) {
        assertThat(again.isBound()).isTrue();
      }
    }
  }
}
