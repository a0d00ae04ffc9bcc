// SPDX-License-Identifier: Apache-2.0
package io.kitty.demo.network;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.DatagramChannel;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(value = OS.LINUX, disabledReason = "only Linux has all of 127.0.0.0/8 on its loopback")
class LoopbackNetworkTest {

  private final List<String> received = new CopyOnWriteArrayList<>();
  private LoopbackNetwork network;
  private DatagramChannel sender;

  @BeforeEach
  void open() throws Exception {
    network = new LoopbackNetwork(Runnable::run);
    sender = network.open(InetAddress.getByName("127.13.38.2"), 0, null);
  }

  @AfterEach
  void close() throws Exception {
    sender.close();
    network.close();
  }

  private void handle(byte[] payload, InetSocketAddress from) {
    received.add(new String(payload, UTF_8) + " from " + from.getAddress().getHostAddress());
  }

  @Test
  void receivesDatagramsToAnAddress() throws Exception {
    try (var socket = network.open(InetAddress.getByName("127.13.38.3"), 0, this::handle)) {
      assertThat(LoopbackNetwork.send(sender, "one".getBytes(UTF_8), at(socket, "127.13.38.3")))
          .isTrue();

      await().until(() -> received.equals(List.of("one from 127.13.38.2")));
    }
  }

  @Test
  void receivesBroadcasts() throws Exception {
    try (var socket = network.openToAll(0, this::handle)) {
      LoopbackNetwork.send(sender, "all".getBytes(UTF_8), at(socket, "127.255.255.255"));

      await().until(() -> received.equals(List.of("all from 127.13.38.2")));
    }
  }

  @Test
  void receivesDatagramsToAGroup() throws Exception {
    InetAddress group = InetAddress.getByName("239.13.37.1");
    try (var socket = network.open(group, 0, this::handle)) {
      LoopbackNetwork.send(sender, "group".getBytes(UTF_8), at(socket, "239.13.37.1"));

      await().until(() -> received.equals(List.of("group from 127.13.38.2")));
    }
  }

  @Test
  void sendsNothingToAnotherHost() throws Exception {
    try (var socket = network.open(InetAddress.getByName("127.13.38.3"), 0, this::handle)) {
      assertThat(LoopbackNetwork.send(sender, new byte[1], at(socket, "192.0.2.1"))).isFalse();
      assertThat(LoopbackNetwork.send(sender, new byte[1], at(socket, "255.255.255.255")))
          .isFalse();
    }
  }

  private static InetSocketAddress at(DatagramChannel socket, String address) throws Exception {
    int port = ((InetSocketAddress) socket.getLocalAddress()).getPort();
    return new InetSocketAddress(address, port);
  }
}
