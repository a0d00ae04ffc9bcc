// SPDX-License-Identifier: Apache-2.0
package io.kitty.demo.network;

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
public final class DemoHarness implements AutoCloseable {

  public static final String ADDRESS = "127.13.38.1";

  public final ScheduledExecutorService time = Executors.newSingleThreadScheduledExecutor();
  public final LoopbackNetwork network = new LoopbackNetwork(time);
  public final SimulatedAddress host =
      new SimulatedAddress(network, time, InetAddress.getByName(ADDRESS));
  public final DatagramSocket client = new DatagramSocket(0, InetAddress.getByName("127.0.0.1"));

  public DemoHarness() throws IOException {
    client.setSoTimeout(5000);
  }

  /** A machine's data, as in the scenario. */
  public static JsonNode values(String json) {
    try {
      return JsonMapper.builder().build().readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /** Starts a simulator. */
  public void start(ProtocolSimulator simulator) throws Exception {
    time.submit(
            () -> {
              simulator.start();
              return null;
            })
        .get();
  }

  /** Sends a request to a port of the machine, and waits for the reply. */
  public DatagramPacket request(int port, byte[] payload) throws IOException {
    send(port, payload);
    return receive();
  }

  public void send(int port, byte[] payload) throws IOException {
    client.send(new DatagramPacket(payload, payload.length, new InetSocketAddress(ADDRESS, port)));
  }

  public DatagramPacket receive() throws IOException {
    DatagramPacket packet = new DatagramPacket(new byte[9000], 9000);
    client.receive(packet);
    return packet;
  }

  public static byte[] bytes(DatagramPacket packet) {
    return Arrays.copyOf(packet.getData(), packet.getLength());
  }

  public static String text(DatagramPacket packet) {
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
