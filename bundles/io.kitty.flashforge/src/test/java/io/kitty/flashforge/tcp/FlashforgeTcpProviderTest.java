// SPDX-License-Identifier: Apache-2.0
package io.kitty.flashforge.tcp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

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
import io.kitty.state.Job;
import io.kitty.testkit.FakeContext;
import io.kitty.testkit.TestLinks;
import io.kitty.testkit.tcp.FakeTcpServer;
import io.kitty.testkit.tcp.FakeTcpServer.Script;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
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

/** FlashForge printers on the loopback interface. */
@Timeout(120)
class FlashforgeTcpProviderTest {

  private static final Source UDP =
      new Source("flashforge", "printer", "flashforge", Authority.OWN);

  private static final String INFO =
      """
      CMD M115 Received.\r
      Machine Type: FlashForge Adventurer 4\r
      Machine Name: Büro\r
      Firmware: v2.1.3\r
      SN: SNADVA123\r
      Mac Address:88:A9:A7:00:00:01\r
       ok\r
      """;

  private final FakeContext context = new FakeContext();
  private final Queue<String> commands = new ConcurrentLinkedQueue<>();
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
    new FlashforgeTcpProvider(PollIntervals.atLeastSeconds(60), Duration.ofSeconds(2))
        .start(context);
    context.present(printer());
    context.advance(Duration.ofSeconds(3));
  }

  private Device printer() {
    Identifier serial = Identifier.serial("flashforge", "SNADVA123").orElseThrow();
    Sighting sighting =
        Sighting.of(
                serial,
                new Endpoint(server.address(), TestLinks.loopback().name()),
                Duration.ofHours(1))
            .service(new Service("flashforge", "", server.port(), Map.of()))
            .build();
    Instant now = Instant.EPOCH;
    return Device.builder(serial.id(), "flashforge")
        .addresses(List.of(server.address()))
        .evidence(List.of(new Evidence(UDP, sighting, null, now, now, now, now, true)))
        .build();
  }

  /** A printer that answers what it knows, and nothing else. */
  private Script answering(String status, String progress) {
    Map<String, String> answers =
        Map.of(
            "~M115", INFO,
            "~M119", "CMD M119 Received.\r\n" + status + "ok\r\n",
            "~M27", "CMD M27 Received.\r\n" + progress + "ok\r\n");
    return client -> {
      BufferedReader in = new BufferedReader(new InputStreamReader(client.getInputStream(), UTF_8));
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        commands.add(line);
        client.getOutputStream().write(answers.getOrDefault(line, "").getBytes(UTF_8));
      }
    };
  }

  private static String status(String word, String file) {
    return "Endstop: X-max:0 Y-max:0\r\nMachineStatus: %s\r\nMoveMode: READY\r\nCurrentFile: %s\r\n"
        .formatted(word, file);
  }

  private Sighting sighting() {
    assertThat(context.sightings()).hasSize(1);
    return context.sightings().get(0);
  }

  @Test
  void readsAPrint() throws Exception {
    start(
        answering(
            status("BUILDING_FROM_SD", "würfel.gx"),
            "SD printing byte 45/180\r\nLayer: 12/48\r\n"));

    Sighting sighting = sighting();
    assertThat(sighting.key()).isEqualTo("SNADVA123");
    assertThat(sighting.facts())
        .containsEntry(Fact.STATUS, "RUNNING")
        .containsEntry(Fact.FIRMWARE, "v2.1.3");
    assertThat(sighting.state().job()).isEqualTo(new Job("würfel.gx", 0.25, null, null, 12, 48));
    assertThat(sighting.attributes())
        .containsEntry("machine_status", "BUILDING_FROM_SD")
        .containsEntry("machine_type", "FlashForge Adventurer 4");
  }

  @ParameterizedTest
  @CsvSource({
    "READY,IDLE",
    "BUILDING_FROM_SD,RUNNING",
    "BUILDING_COMPLETED,FINISHED",
    "PAUSED,PAUSED",
    "BUSY,",
    "ON_FIRE,"
  })
  void mapsItsWords(String word, String status) throws Exception {
    start(answering(status(word, ""), "SD printing byte 0/100\r\n"));

    assertThat(sighting().facts().get(Fact.STATUS)).isEqualTo(status);
    assertThat(sighting().state().isEmpty()).isTrue();
  }

  @Test
  void onlyReads() throws Exception {
    start(answering(status("READY", ""), ""));

    assertThat(commands).containsExactly("~M115", "~M119", "~M27");
  }

  @ParameterizedTest
  @CsvSource({"5/0", "7/5", "x/y", "99999999999999999999/1"})
  void leavesOutImpossibleProgress(String bytes) throws Exception {
    start(answering(status("PAUSED", "a.gx"), "SD printing byte " + bytes + "\r\n"));

    assertThat(sighting().state().job()).isEqualTo(new Job("a.gx", null, null, null, null, null));
  }

  private void assertUnanswered() {
    assertThat(context.counters()).containsEntry("unanswered", 1L);
    assertThat(context.sightings()).isEmpty();
  }

  @Test
  void aPrinterThatWantsToBeControlledFirstIsNotAsked() throws Exception {
    start(
        client -> {
          client.getInputStream().readNBytes(7);
          client.getOutputStream().write("Control failed.\r\nok\r\n".getBytes(UTF_8));
        });

    assertUnanswered();
  }

  @Test
  void anAnswerWithoutAStatusIsNone() throws Exception {
    start(answering("MoveMode: READY\r\n", ""));

    assertUnanswered();
  }

  @Test
  void endlessLinesAreNoAnswer() throws Exception {
    start(FakeTcpServer.endless("no end\r\n".getBytes(UTF_8)));

    assertUnanswered();
  }

  @Test
  void oneEndlessLineIsNoAnswer() throws Exception {
    start(FakeTcpServer.endless(new byte[1000]));

    assertUnanswered();
  }

  @Test
  void silenceIsNoAnswer() throws Exception {
    start(FakeTcpServer.silent());

    assertUnanswered();
  }

  @Test
  void aByteASecondIsNoAnswer() throws Exception {
    start(FakeTcpServer.slow("CMD M115 Received.\r\n".getBytes(UTF_8), 1000));

    assertUnanswered();
  }

  @Test
  void aRefusedConnectionIsNoAnswer() throws Exception {
    FakeTcpServer closed = FakeTcpServer.silent();
    closed.close();
    start(closed);

    assertUnanswered();
  }
}
