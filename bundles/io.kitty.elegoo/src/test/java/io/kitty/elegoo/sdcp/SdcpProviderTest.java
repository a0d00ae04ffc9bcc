// SPDX-License-Identifier: Apache-2.0
package io.kitty.elegoo.sdcp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.kitty.commons.poll.PollIntervals;
import io.kitty.device.Authority;
import io.kitty.device.Device;
import io.kitty.device.Endpoint;
import io.kitty.device.Evidence;
import io.kitty.device.Fact;
import io.kitty.device.Service;
import io.kitty.device.Sighting;
import io.kitty.device.Source;
import io.kitty.identifier.Identifier;
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
import java.net.Socket;
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

/** Printers with SDCP V3 on the loopback interface, written from its specification. */
@Timeout(120)
class SdcpProviderTest {

  private static final String BOARD = "000000000001d354";
  private static final Source ELEGOO = new Source("elegoo", "printer", "elegoo", Authority.OWN);

  private static final PollIntervals INTERVALS =
      new PollIntervals(Duration.ofSeconds(60), Duration.ofSeconds(60), () -> 0.6);

  private final FakeContext context = new FakeContext();
  private final Queue<String> requests = new ConcurrentLinkedQueue<>();
  private FakeTcpServer server;

  @AfterEach
  void close() throws Exception {
    context.close();
    server.close();
  }

  private void start(Script script) throws IOException {
    start(new FakeTcpServer(script));
  }

  private void start(FakeTcpServer started) {
    server = started;
    new SdcpProvider(INTERVALS, Duration.ofSeconds(2)).start(context);
    context.present(printer("sdcp"));
    context.advance(Duration.ofSeconds(3));
  }

  private Device printer(String service) {
    Identifier serial = Identifier.serial("elegoo", BOARD).orElseThrow();
    Sighting sighting =
        Sighting.of(
                serial,
                new Endpoint(server.address(), TestLinks.loopback().name()),
                Duration.ofHours(1))
            .service(new Service(service, "", server.port(), Map.of()))
            .build();
    Instant now = Instant.EPOCH;
    return Device.builder(serial.id(), "elegoo")
        .addresses(List.of(server.address()))
        .evidence(List.of(new Evidence(ELEGOO, sighting, null, now, now, now, now, true)))
        .build();
  }

  /** A printer that first sends something else, as it does. */
  private Script printing(String status) {
    return client -> {
      FakeWebSocket socket = FakeWebSocket.accept(client);
      requests.add(socket.request());
      requests.add(socket.receive().substring("129 ".length()));
      socket.send("{\"Attributes\":{},\"Topic\":\"sdcp/attributes/%s\"}".formatted(BOARD));
      socket.send("pong");
      socket.send("{\"Data\":{\"Cmd\":0},\"Topic\":\"sdcp/response/%s\"}".formatted(BOARD));
      socket.send(
          "{\"Status\":%s,\"MainboardID\":\"%s\",\"TimeStamp\":1,\"Topic\":\"sdcp/status/%s\"}"
              .formatted(status, BOARD, BOARD));
      socket.receive();
    };
  }

  private Sighting sighting() {
    assertThat(context.sightings()).hasSize(1);
    return context.sightings().get(0);
  }

  @Test
  void readsAResinPrinter() throws Exception {
    start(
        printing(
            """
            {"CurrentStatus": [1], "PrintInfo": {"Status": 3, "CurrentLayer": 50, "TotalLayer": 200,
              "CurrentTicks": 600000, "TotalTicks": 2400000, "Filename": "a.ctb", "ErrorNumber": 0}}
            """));

    Sighting sighting = sighting();
    assertThat(sighting.key()).isEqualTo(BOARD);
    assertThat(sighting.identifiers()).extracting(Identifier::value).containsExactly(BOARD);
    assertThat(sighting.facts()).containsEntry(Fact.STATUS, "RUNNING");
    assertThat(sighting.state().job()).isEqualTo(new Job("a.ctb", 0.25, 600L, 1800L, 50, 200));
    assertThat(sighting.state().temperatures()).isEmpty();
    assertThat(sighting.state().error()).isNull();
  }

  @Test
  void readsAFilamentPrinter() throws Exception {
    start(
        printing(
            """
            {"CurrentStatus": [1], "TempOfNozzle": 205.5, "TempTargetNozzle": 210,
              "TempOfHotbed": 59, "TempTargetHotbed": 60, "TempOfBox": 31.5, "TempTargetBox": 0,
              "PrintInfo": {"Status": 13, "CurrentLayer": 5, "TotalLayer": 20, "CurrentTicks": 60.0,
                "TotalTicks": 600, "Filename": "cube.gcode", "ErrorNumber": 3}}
            """));

    Sighting sighting = sighting();
    assertThat(sighting.state().job()).isEqualTo(new Job("cube.gcode", 0.1, 60L, 540L, 5, 20));
    assertThat(sighting.state().temperatures())
        .containsEntry(Heater.NOZZLE, new Temperature(205.5, 210.0))
        .containsEntry(Heater.BED, new Temperature(59, 60.0))
        .containsEntry(Heater.CHAMBER, new Temperature(31.5, 0.0));
    assertThat(sighting.state().error()).isEqualTo(new MachineError("3", ""));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[0] | 0 | IDLE",
        "[0] | 16 | IDLE",
        "[0] | 9 | FINISHED",
        "[0] | 8 | STOPPED",
        "[1] | 1 | PREPARING",
        "[1] | 10 | PREPARING",
        "[1] | 15 | PREPARING",
        "[1] | 16 | PREPARING",
        "[1] | 20 | PREPARING",
        "[1] | 2 | RUNNING",
        "[1] | 4 | RUNNING",
        "[1] | 13 | RUNNING",
        "[1] | 5 | PAUSED",
        "[1] | 6 | PAUSED",
        "[1] | 7 | STOPPED",
        "[1] | 8 | STOPPED",
        "[1] | 9 | FINISHED",
        "[1, 2] | 3 | RUNNING",
        "[2] | 0 | ",
        "[4] | 0 | ",
        "[1] | 99 | ",
        "[] | 0 | ",
        "1 | 3 | ",
        "[\"1\"] | 3 | "
      })
  void mapsItsNumbers(String current, int print, String status) throws Exception {
    start(
        printing(
            "{\"CurrentStatus\": %s, \"PrintInfo\": {\"Status\": %d}}".formatted(current, print)));

    assertThat(sighting().facts().get(Fact.STATUS)).isEqualTo(status);
  }

  @Test
  void sendsOneRequestForTheStatus() throws Exception {
    start(printing("{\"CurrentStatus\": [0]}"));

    assertThat(requests.remove()).startsWith("GET /websocket HTTP/1.1\r\n");
    JsonNode request = new JsonMapper().readTree(requests.remove());
    assertThat(request.path("Topic").asText()).isEqualTo("sdcp/request/" + BOARD);
    assertThat(request.at("/Data/Cmd").intValue()).isZero();
    assertThat(request.at("/Data/Cmd").isInt()).isTrue();
    assertThat(request.at("/Data/Data").isObject()).isTrue();
    assertThat(request.at("/Data/MainboardID").asText()).isEqualTo(BOARD);
    assertThat(request.at("/Data/From").isInt()).isTrue();
    assertThat(request.at("/Data/RequestID").asText()).matches("[0-9a-f]{32}");
  }

  @Test
  void asksAtMostOnceAMinute() throws Exception {
    start(printing("{\"CurrentStatus\": [1], \"PrintInfo\": {\"Status\": 13}}"));

    context.advance(Duration.ofSeconds(55));
    assertThat(server.connections()).isEqualTo(1);
    context.gone(printer("sdcp"));
    context.present(printer("sdcp"));
    context.advance(Duration.ofSeconds(2));
    assertThat(server.connections()).isEqualTo(1);

    context.advance(Duration.ofMinutes(10));
    assertThat(server.connections()).isBetween(2, 10);
  }

  @Test
  void doesNotAskOtherPrinters() throws Exception {
    server = FakeTcpServer.silent();
    new SdcpProvider(INTERVALS, Duration.ofSeconds(2)).start(context);

    context.present(printer("mqtt"));
    context.advance(Duration.ofMinutes(10));

    assertThat(server.connections()).isZero();
  }

  @Test
  void leavesAPrinterAloneThatHasTooManyClients() throws Exception {
    start(client -> FakeWebSocket.refuse(client, "500 too many client"));

    assertThat(context.counters()).containsEntry("refused", 1L);
    assertThat(sighting().attributes())
        .containsEntry("sdcp", "too many clients; restart the printer");
    context.advance(Duration.ofMinutes(9));
    assertThat(server.connections()).isEqualTo(1);
    context.advance(Duration.ofMinutes(3));
    assertThat(server.connections()).isEqualTo(2);
  }

  private void assertUnanswered() {
    assertThat(context.counters()).containsEntry("unanswered", 1L);
    assertThat(context.sightings()).isEmpty();
  }

  @Test
  void anotherRefusalIsNoAnswer() throws Exception {
    start(client -> FakeWebSocket.refuse(client, "404 Not Found"));

    assertUnanswered();
  }

  @Test
  void garbageIsNoAnswer() throws Exception {
    start(
        client -> {
          FakeWebSocket socket = FakeWebSocket.accept(client);
          while (true) {
            socket.send("{\"Topic\":\"sdcp/status/" + BOARD + "\",\"Status\":[");
            socket.send("{\"Topic\":\"sdcp/status/" + BOARD + "\",\"Status\":7}");
            socket.send("{\"Topic\":\"sdcp/status/other\",\"Status\":{}}");
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
  void aByteASecondIsNoAnswer() throws Exception {
    start(FakeTcpServer.slow("HTTP/1.1 101 Switching\r\n".getBytes(UTF_8), 1000));

    assertUnanswered();
  }

  @Test
  void closesEachConnection() throws Exception {
    Queue<Integer> end = new ConcurrentLinkedQueue<>();
    start(
        client -> {
          printing("{\"CurrentStatus\": [0]}").run(client);
          end.add(readEnd(client));
        });

    await().until(() -> !end.isEmpty());
    assertThat(end).containsExactly(-1);
  }

  private static int readEnd(Socket client) {
    try {
      return client.getInputStream().read();
    } catch (IOException e) {
      return -1; // it was reset, as the client left data unread
    }
  }
}
