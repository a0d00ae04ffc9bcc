// SPDX-License-Identifier: Apache-2.0
package io.kitty.demo.voice;

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

/** A place for one machine on the real loopback, and somebody at 127.0.0.1 who asks it. */
final class DemoHarness implements AutoCloseable {

  static final String ADDRESS = "127.13.38.1";

  final ScheduledExecutorService time = Executors.newSingleThreadScheduledExecutor();
  final LoopbackNetwork network = new LoopbackNetwork(time);
  final SimulatedAddress place =
      new SimulatedAddress(network, time, InetAddress.getByName(ADDRESS));
  final DatagramSocket asker = new DatagramSocket(0, InetAddress.getByName("127.0.0.1"));

  DemoHarness() throws IOException {
    asker.setSoTimeout(5000);
  }

  /** What a machine says, as the cast has it. */
  static JsonNode words(String json) {
    try {
      return JsonMapper.builder().build().readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /** Has the machine speak. */
  void begin(ProtocolSimulator voice) throws Exception {
    time.submit(
            () -> {
              voice.begin();
              return null;
            })
        .get();
  }

  /** Asks at a port of the machine, and waits for the answer. */
  DatagramPacket ask(int port, byte[] question) throws IOException {
    asker.send(new DatagramPacket(question, question.length, new InetSocketAddress(ADDRESS, port)));
    return receive();
  }

  DatagramPacket receive() throws IOException {
    DatagramPacket packet = new DatagramPacket(new byte[9000], 9000);
    asker.receive(packet);
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
    time.submit(place::close).get();
    time.shutdownNow();
    network.close();
    asker.close();
  }
}
