// SPDX-License-Identifier: Apache-2.0
package io.kitty.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.kitty.demo.Scenario.Role;
import io.kitty.demo.Scenario.Scene;
import io.kitty.demo.network.LoopbackNetwork;
import io.kitty.demo.print.PrintCycle;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** A machine with a story, queried over the real loopback. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "only Linux has all of 127.0.0.0/8 on its loopback")
class SimulatedMachineTest {

  private static final String HOME = "127.13.38.11";
  private static final String AWAY = "127.13.38.12";

  private final ScheduledExecutorService time = Executors.newSingleThreadScheduledExecutor();
  private final List<SimulatedMachine> machines = new ArrayList<>();
  private LoopbackNetwork network;
  private DatagramSocket client;
  private volatile Duration now = Duration.ZERO;

  @BeforeEach
  void open() throws IOException {
    network = new LoopbackNetwork(time);
    client = new DatagramSocket(0, InetAddress.getByName("127.0.0.1"));
    client.setSoTimeout(200);
  }

  @AfterEach
  void close() throws Exception {
    time.submit(() -> machines.forEach(SimulatedMachine::stop)).get();
    time.shutdownNow();
    network.close();
    client.close();
  }

  private SimulatedMachine begin(String... story) throws Exception {
    var values = JsonNodeFactory.instance.objectNode().put("name", "M").put("model", "A350");
    List<Scene> scenes = Stream.of(story).map(Scene::parse).toList();
    PrintCycle prints = new PrintCycle("a.gcode", 10, Duration.ZERO, false);
    Role role = new Role(HOME, false, prints, null, Map.of("snapmaker", values), scenes);
    SimulatedMachine machine = new SimulatedMachine(role, network, time, () -> now, new Random(1));
    machines.add(machine);
    time.submit(machine::start).get();
    return machine;
  }

  /** The reply of the machine at an address; empty if there is none. */
  private String ask(String address) throws IOException {
    byte[] question = "discover".getBytes(UTF_8);
    client.send(
        new DatagramPacket(question, question.length, new InetSocketAddress(address, 20054)));
    DatagramPacket answer = new DatagramPacket(new byte[1000], 1000);
    try {
      client.receive(answer);
      return new String(answer.getData(), 0, answer.getLength(), UTF_8);
    } catch (SocketTimeoutException e) {
      return "";
    }
  }

  @Test
  void reportsItsCurrentStatus() throws Exception {
    begin("600-600 rest");
    assertThat(ask(HOME)).endsWith("status:IDLE");

    now = Duration.ofSeconds(50);
    assertThat(ask(HOME)).endsWith("status:RUNNING");
  }

  @Test
  void leavesAndComesBack() throws Exception {
    SimulatedMachine machine = begin("0-0 leave", "3-3 return", "600-600 rest");

    await().until(() -> ask(HOME).isEmpty() && !machine.present());
    await().until(() -> ask(HOME).endsWith("status:IDLE") && machine.present());
  }

  @Test
  void movesToAnotherAddress() throws Exception {
    begin("0-0 move " + AWAY, "600-600 rest");

    await().until(() -> ask(AWAY).startsWith("M@" + AWAY));
    assertThat(ask(HOME)).isEmpty();
  }

  @Test
  void isGoneWhenItEnds() throws Exception {
    SimulatedMachine machine = begin("0-0 rest");

    time.submit(machine::stop).get();

    assertThat(ask(HOME)).isEmpty();
    assertThat(machine.present()).isFalse();
  }
}
