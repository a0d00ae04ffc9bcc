// SPDX-License-Identifier: Apache-2.0
package io.kitty.demo.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/** The address of one machine on the real loopback, and a client at 127.0.0.1. */
final class DemoHarness implements AutoCloseable {

  static final String ADDRESS = "127.13.38.1";

  final ScheduledExecutorService time = Executors.newSingleThreadScheduledExecutor();
  final LoopbackNetwork network = new LoopbackNetwork(time);
  final SimulatedAddress host = new SimulatedAddress(network, time, InetAddress.getByName(ADDRESS));
  final DatagramSocket client = new DatagramSocket(0, InetAddress.getByName("127.0.0.1"));

  DemoHarness() throws IOException {
    client.setSoTimeout(5000);
  }

  /** A machine's data, as in the scenario. */
  static JsonNode values(String json) {
    try {
      return JsonMapper.builder().build().readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /** Starts a simulator. */
  void start(ProtocolSimulator simulator) throws Exception {
    time.submit(
            () -> {
              simulator.start();
              return null;
            })
        .get();
  }

  /** Sends a request to a port of the machine, and waits for the reply. */
  DatagramPacket request(int port, byte[] payload) throws IOException {
    client.send(new DatagramPacket(payload, payload.length, new InetSocketAddress(ADDRESS, port)));
    return receive();
  }

  DatagramPacket receive() throws IOException {
    DatagramPacket packet = new DatagramPacket(new byte[9000], 9000);
    client.receive(packet);
    return packet;
  }

  static byte[] bytes(DatagramPacket packet) {
    return Arrays.copyOf(packet.getData(), packet.getLength());
  }

  static String text(DatagramPacket packet) {
    return new String(bytes(packet), UTF_8);
  }

  @Override
  public void close() throws Exception {
    time.submit(host::close).get();
    time.shutdownNow();
    network.close();
    client.close();
  }
}
