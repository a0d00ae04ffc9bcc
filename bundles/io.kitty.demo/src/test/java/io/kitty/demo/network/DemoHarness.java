// SPDX-License-Identifier: Apache-2.0
package io.kitty.demo.network;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.kitty.demo.print.PrintState;
import io.kitty.state.DeviceStatus;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Arrays;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/** The address of one machine on the real loopback, and a client at 127.0.0.1. */
public final class DemoHarness implements AutoCloseable {

  public static final String ADDRESS = "127.13.38.1";

  /** A quarter of a job is printed. */
  public static final PrintState PRINTING = state(DeviceStatus.RUNNING);

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

  /** The state of a job of which a quarter is printed. */
  public static PrintState state(DeviceStatus status) {
    return new PrintState(status, "cube.gcode", 0.25, 1200, 3600, 50, 200, 214.5, 215, 59.5, 60);
  }

  /** The response of the machine to a request for a path. */
  public static HttpResponse<String> get(int port, String path, String... headers)
      throws IOException, InterruptedException {
    URI uri = URI.create("http://" + ADDRESS + ":" + port + path);
    HttpRequest.Builder request = HttpRequest.newBuilder(uri);
    if (headers.length > 0) {
      request.headers(headers);
    }
    return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
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
