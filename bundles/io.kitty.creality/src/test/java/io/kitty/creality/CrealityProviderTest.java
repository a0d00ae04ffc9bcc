// SPDX-License-Identifier: Apache-2.0
package io.kitty.creality;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kitty.commons.poll.MachinePolls;
import io.kitty.commons.poll.PollIntervals;
import io.kitty.commons.poll.PollTarget;
import io.kitty.commons.tcp.MachineConnector;
import io.kitty.device.Authority;
import io.kitty.device.Device;
import io.kitty.device.Endpoint;
import io.kitty.device.Evidence;
import io.kitty.device.Fact;
import io.kitty.device.Service;
import io.kitty.device.Sighting;
import io.kitty.device.Source;
import io.kitty.identifier.DeviceId;
import io.kitty.state.Heater;
import io.kitty.state.Job;
import io.kitty.state.MachineError;
import io.kitty.state.Temperature;
import io.kitty.testkit.FakeContext;
import io.kitty.testkit.TestLinks;
import io.kitty.testkit.tcp.FakeTcpServer;
import io.kitty.testkit.tcp.FakeTcpServer.Script;
import io.kitty.testkit.tcp.FakeWebSocket;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Creality printers on the loopback interface. */
@Timeout(120)
class CrealityProviderTest {

  private static final String TYPE = "_Creality-10000CA12B34._udp";
  private static final Source MDNS = new Source("mdns", "device", "mdns", Authority.GENERAL);
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private static final String PRINTING =
      """
      {"model": "K1C", "state": 1, "deviceState": 1, "printProgress": 25, "printJobTime": 600,
        "printLeftTime": 1800, "printFileName": "/usr/data/printer_data/gcodes/cube.gcode",
        "layer": 50, "TotalLayer": 200, "nozzleTemp": "219.900000", "targetNozzleTemp": 220,
        "bedTemp0": "59.500000", "targetBedTemp0": 60, "boxTemp": 35,
        "err": {"errcode": 0, "key": 0}}
      """;

  private final FakeContext context = new FakeContext();
  private final Queue<String> received = new ConcurrentLinkedQueue<>();
  private FakeTcpServer server;

  @AfterEach
  void close() throws Exception {
    context.close();
    if (server != null) {
      server.close();
    }
  }

  private void start(Script script) throws IOException {
    start(new FakeTcpServer(script));
  }

  private void start(FakeTcpServer started) {
    server = started;
    MachineConnector connector = MachineConnector.of(context, Duration.ofSeconds(2), 100_000);
    MachinePolls.start(
        context,
        new CrealityReader(connector, server.port()),
        new PollIntervals(MINUTE, MINUTE, () -> 0.6));
    context.present(device(server.address(), TYPE));
    context.advance(Duration.ofSeconds(3));
  }

  private static Device device(InetAddress address, String type) {
    Sighting sighting =
        Sighting.of(
                "K1C-1234", new Endpoint(address, TestLinks.loopback().name()), Duration.ofHours(1))
            .service(new Service(type, "K1C", 5353, Map.of()))
            .build();
    Instant now = Instant.EPOCH;
    return Device.builder(DeviceId.of("mdns", "printer"), "mdns")
        .addresses(List.of(address))
        .evidence(List.of(new Evidence(MDNS, sighting, null, now, now, now, now, true)))
        .build();
  }

  private Script sending(String... messages) {
    return client -> {
      FakeWebSocket socket = FakeWebSocket.accept(client);
      received.add(socket.receive());
      for (String each : messages) {
        socket.send(each);
      }
      received.add(socket.receive());
    };
  }

  private Sighting sighting() {
    assertThat(context.sightings()).hasSize(1);
    return context.sightings().get(0);
  }

  @Test
  void readsAPrinterAtWork() throws Exception {
    start(sending(PRINTING));

    Sighting sighting = sighting();
    assertThat(sighting.facts())
        .containsEntry(Fact.STATUS, "RUNNING")
        .containsEntry(Fact.MODEL_CODE, "K1C");
    assertThat(sighting.state().job()).isEqualTo(new Job("cube.gcode", 0.25, 600L, 1800L, 50, 200));
    assertThat(sighting.state().temperatures())
        .containsEntry(Heater.NOZZLE, new Temperature(219.9, 220.0))
        .containsEntry(Heater.BED, new Temperature(59.5, 60.0))
        .containsEntry(Heater.CHAMBER, new Temperature(35, null));
    assertThat(sighting.state().error()).isNull();
    assertThat(received.remove())
        .isEqualTo("129 {\"method\":\"get\",\"params\":{\"ReqPrinterPara\":1}}");
  }

  @Test
  void joinsItsMessagesAndAnswersTheHeartBeat() throws Exception {
    start(
        sending(
            "{\"state\": \"5\"}",
            "{\"ModeCode\":\"heart_beat\"}",
            "ok",
            "{\"dProgress\": \"40\"}"));

    assertThat(sighting().facts()).containsEntry(Fact.STATUS, "PAUSED");
    assertThat(sighting().state().job()).isEqualTo(new Job("", 0.4, null, null, null, null));
    await().until(() -> received.size() == 2);
    assertThat(received).contains("129 ok");
  }

  @Test
  void anIdlePrinterHasNoJobAlthoughItKeepsItsLastFile() throws Exception {
    start(sending("{\"state\":0,\"deviceState\":0,\"printFileName\":\"a\",\"printProgress\":100}"));

    assertThat(sighting().facts()).containsEntry(Fact.STATUS, "IDLE");
    assertThat(sighting().state().isEmpty()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"0,0,IDLE", "0,1,", "1,1,RUNNING", "5,1,PAUSED", "4,0,STOPPED", "2,0,", "x,0,"})
  void mapsItsNumbers(String state, int device, String status) throws Exception {
    start(
        sending(
            "{\"state\": \"%s\", \"deviceState\": %d, \"printProgress\": 0}"
                .formatted(state, device)));

    assertThat(sighting().facts().get(Fact.STATUS)).isEqualTo(status);
  }

  @Test
  void readsItsError() throws Exception {
    start(sending("{\"state\":4,\"printProgress\":3,\"err\":{\"errcode\":2564,\"key\":7}}"));

    assertThat(sighting().state().error()).isEqualTo(new MachineError("2564", ""));
  }

  private void assertUnanswered() {
    assertThat(context.counters()).containsEntry("unanswered", 1L);
    assertThat(context.sightings()).isEmpty();
  }

  @Test
  void garbageIsNoAnswer() throws Exception {
    start(
        client -> {
          FakeWebSocket socket = FakeWebSocket.accept(client);
          while (true) {
            socket.send("[1, 2");
            socket.send("[]");
            socket.send("{\"state\": 1}");
          }
        });

    assertUnanswered();
  }

  @Test
  void aHundredMegabytesAreNoAnswer() throws Exception {
    start(
        client -> {
          FakeWebSocket socket = FakeWebSocket.accept(client);
          socket.frame(1, "{".getBytes(UTF_8));
          for (int i = 0; i < 2000; i++) {
            socket.frame(0, new byte[50_000]);
          }
        });

    assertUnanswered();
  }

  @Test
  void silenceIsNoAnswer() throws Exception {
    start(FakeTcpServer.silent());

    assertUnanswered();
  }

  @Test
  void aRefusalIsNoAnswer() throws Exception {
    start(client -> FakeWebSocket.refuse(client, "500 Internal Server Error"));

    assertUnanswered();
  }

  @Test
  void asksAtPort9999() {
    InetAddress address = TestLinks.address("192.0.2.7");
    MachineConnector connector = MachineConnector.of(context, MINUTE, 1);

    assertThat(new CrealityReader(connector).targets(device(address, TYPE)))
        .extracting(PollTarget::port)
        .containsExactly(9999);
  }

  @ParameterizedTest
  @ValueSource(strings = {"_http._tcp", "_Creality-._udp", "_Creality-12._tcp", "_Creality._udp"})
  void doesNotAskOtherMachines(String type) {
    MachineConnector connector = MachineConnector.of(context, MINUTE, 1);

    assertThat(new CrealityReader(connector).targets(device(TestLinks.address("192.0.2.7"), type)))
        .isEmpty();
  }
}
