// SPDX-License-Identifier: Apache-2.0
package io.kitty.bambu.state;

import static io.kitty.bambu.state.PrinterHarness.ADDRESS;
import static io.kitty.bambu.state.PrinterHarness.CODE;
import static io.kitty.bambu.state.PrinterHarness.SERIAL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.abort;

import io.kitty.device.Endpoint;
import io.kitty.device.Fact;
import io.kitty.device.Sighting;
import io.kitty.identifier.Identifier;
import io.kitty.state.Heater;
import io.kitty.state.MachineError;
import io.kitty.state.MachineState;
import io.kitty.testkit.FakeContext.Goodbye;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The provider and the broker of another project, in the place of a printer. */
class MosquittoTest {

  private static final Duration SOON = Duration.ofSeconds(10);
  private static final String PUSHALL =
      "device/" + SERIAL + "/request {\"pushing\":{\"sequence_id\":\"0\",\"command\":\"pushall\"}}";

  @TempDir private static Path keys;
  private static PrinterCertificate certificate;

  @TempDir private Path folder;
  private Mosquitto broker;

  @BeforeAll
  static void makeCertificate() throws Exception {
    certificate = new PrinterCertificate(keys, SERIAL);
  }

  @BeforeEach
  void start() throws Exception {
    if (!Mosquitto.isInstalled()) {
      String sentence = "There is no mosquitto (Debian: mosquitto, mosquitto-clients)";
      if (Boolean.parseBoolean(System.getenv("CI"))) {
        fail(sentence);
      }
      abort(sentence);
    }
    broker = new Mosquitto(folder, certificate, CODE);
  }

  @AfterEach
  void stop() {
    if (broker != null) {
      broker.close();
    }
  }

  private PrinterHarness connected() throws IOException {
    return connected(Map.of());
  }

  private PrinterHarness connected(Map<String, Object> config) throws IOException {
    PrinterHarness printer = new PrinterHarness(broker.port(), config).present();
    awaitRequests(1);
    return printer;
  }

  private void awaitRequests(int count) {
    await("requests").atMost(SOON).until(() -> broker.requests().size() >= count);
  }

  private static void send(Writer publisher, String fields) throws IOException {
    publisher.write("{\"print\": {\"command\": \"push_status\", " + fields + "}}\n");
    publisher.flush();
  }

  private static void awaitCount(PrinterHarness printer, String counter, long count) {
    await(counter).atMost(SOON).until(() -> printer.count(counter) >= count);
  }

  @Test
  void reportsWhatThePrinterSays() throws Exception {
    try (PrinterHarness printer = connected();
        Writer publisher = broker.publisher(SERIAL)) {
      send(
          publisher,
          """
          "gcode_state": "PAUSE", "mc_percent": 42, "mc_remaining_time": 83, "layer_num": 12,
          "total_layer_num": 240, "subtask_name": "Benchy", "gcode_file": "plate_1.gcode",
          "nozzle_temper": 219.8, "nozzle_target_temper": 220, "bed_temper": 54.5,
          "bed_target_temper": 55, "chamber_temper": 31, "print_error": 50348032, "stg_cur": 6,
          "wifi_signal": "-45dBm", "hms": [{"attr": 50331904, "code": 65543}]
          """
              .replace("\n", " "));
      awaitCount(printer, "reports", 1);

      Sighting sighting = printer.context.lastSighting();
      assertThat(sighting.key()).isEqualTo(SERIAL);
      assertThat(sighting.endpoint()).isEqualTo(new Endpoint(ADDRESS, "lo"));
      assertThat(sighting.lifetime()).isEqualTo(Duration.ofMinutes(6));
      assertThat(sighting.identifiers())
          .containsExactly(Identifier.serial("bambu", SERIAL).orElseThrow());
      assertThat(sighting.facts()).isEqualTo(Map.of(Fact.STATUS, "PAUSED"));
      assertThat(sighting.attributes())
          .isEqualTo(Map.of("gcode_state", "PAUSE", "hms", "0300_0100_0001_0007"));
      assertThat(sighting.readings()).isEqualTo(Map.of("stg_cur", 6L, "wifi_signal", -45L));
      assertThat(sighting.state())
          .isEqualTo(
              MachineState.builder()
                  .job("Benchy")
                  .progress(0.42)
                  .remaining(83 * 60)
                  .layer(12, 240)
                  .temperature(Heater.NOZZLE, 219.8, 220)
                  .temperature(Heater.BED, 54.5, 55)
                  .temperature(Heater.CHAMBER, 31, Double.NaN)
                  .error("0300_4000", "HMS_0300_0100_0001_0007")
                  .build());
      assertThat(sighting.state().error())
          .isEqualTo(new MachineError("0300_4000", "HMS_0300_0100_0001_0007"));
      assertThat(broker.requests()).containsExactly(PUSHALL);
      assertThat(broker.log())
          .contains("as kitty-", "(p2, c1, k30, u'bblp')", "device/" + SERIAL + "/report (QoS 0)");
    }
  }

  @Test
  void reportsAStatusAtOnceAndReadingsOnceASecond() throws Exception {
    try (PrinterHarness printer = connected();
        Writer publisher = broker.publisher(SERIAL)) {
      send(publisher, "\"gcode_state\": \"RUNNING\", \"mc_percent\": 1");
      send(publisher, "\"mc_percent\": 2");
      send(publisher, "\"mc_percent\": 3");
      awaitCount(printer, "reports", 3);
      assertThat(printer.context.sightings()).hasSize(1);

      send(publisher, "\"gcode_state\": \"PAUSE\"");
      awaitCount(printer, "reports", 4);
      assertThat(printer.context.sightings()).hasSize(2);
      assertThat(printer.context.lastSighting().facts()).containsEntry(Fact.STATUS, "PAUSED");
      assertThat(printer.context.lastSighting().state().job().progress()).isEqualTo(0.03);

      send(publisher, "\"mc_percent\": 4");
      awaitCount(printer, "reports", 5);
      assertThat(printer.context.sightings()).hasSize(2);
      printer.advance(1);
      assertThat(printer.context.sightings()).hasSize(3);
      assertThat(printer.context.lastSighting().state().job().progress()).isEqualTo(0.04);
      printer.advance(60);
      assertThat(printer.context.sightings()).as("no news").hasSize(3);
    }
  }

  @Test
  void requestsACompleteReportEveryFiveMinutesAtMost() throws Exception {
    try (PrinterHarness printer = connected();
        Writer publisher = broker.publisher(SERIAL)) {
      send(publisher, "\"gcode_state\": \"IDLE\"");
      awaitCount(printer, "reports", 1);
      printer.advance(299);
      send(publisher, "\"bed_temper\": 20");
      awaitCount(printer, "reports", 2);
      assertThat(broker.requests()).hasSize(1);
      printer.advance(1);
      awaitRequests(2);

      broker.kill();
      await("the loss").atMost(SOON).until(() -> !printer.context.errors().isEmpty());
      broker.start();
      printer.advance(5);
      awaitCount(printer, "connections", 2);
      await("the subscription")
          .atMost(SOON)
          .until(
              () -> broker.log().split("device/" + SERIAL + "/report \\(QoS 0\\)", -1).length == 3);
      printer.advance(294);
      assertThat(broker.requests()).as("too soon after the last one").hasSize(2);
      await("the request")
          .atMost(SOON)
          .until(
              () -> {
                printer.advance(1);
                return broker.requests().size() == 3;
              });
      assertThat(broker.requests()).containsOnly(PUSHALL);
    }
  }

  @Test
  void aRefusedCodeIsSaidOnceAndNotTriedAgain() throws Exception {
    try (PrinterHarness printer =
        new PrinterHarness(broker.port(), Map.of("access_code", "wr0ngc0d")).present()) {
      awaitCount(printer, "refused", 1);

      assertThat(printer.context.lastSighting().facts())
          .isEqualTo(
              Map.of(Fact.NEEDS_KEY, "etc/io.kitty.bambu.state-bench.cfg: access.code is refused"));
      assertThat(printer.context.errors()).isEmpty();
      printer.advance(24 * 3600);
      assertThat(printer.context.sightings()).as("repeated before it ends").hasSize(2);
      printer.context.gone(PrinterHarness.device(PrinterHarness.BAMBU, ADDRESS, null));
      printer.present();
      assertThat(printer.context.sightings()).hasSize(3);
      assertThat(printer.count("connections")).isEqualTo(1);
      assertThat(broker.requests()).isEmpty();
    }
  }

  @Test
  void connectsAgainWhenTheBrokerIsBack() throws Exception {
    try (PrinterHarness printer = connected()) {
      try (Writer publisher = broker.publisher(SERIAL)) {
        send(publisher, "\"gcode_state\": \"RUNNING\", \"subtask_name\": \"Benchy\"");
        awaitCount(printer, "reports", 1);
      }
      broker.kill();
      await("the loss").atMost(SOON).until(() -> !printer.context.errors().isEmpty());
      assertThat(printer.context.goodbyes()).as("it may come back").isEmpty();
      printer.advance(5);
      await("a failed attempt").atMost(SOON).until(() -> printer.context.errors().size() == 2);
      printer.advance(9);
      assertThat(printer.count("connections")).as("with backoff").isEqualTo(2);

      broker.start();
      printer.advance(1);
      await("the subscription")
          .atMost(SOON)
          .until(
              () -> broker.log().split("device/" + SERIAL + "/report \\(QoS 0\\)", -1).length == 3);
      try (Writer publisher = broker.publisher(SERIAL)) {
        send(publisher, "\"mc_percent\": 50");
        awaitCount(printer, "reports", 2);
      }
      assertThat(printer.context.lastSighting().state().job().name())
          .as("what is known stays")
          .isEqualTo("Benchy");
    }
  }

  @Test
  void saysGoodbyeWhenItStops() throws Exception {
    PrinterHarness printer = connected();
    printer.close();

    await("the end")
        .atMost(SOON)
        .until(() -> broker.log().matches("(?s).*kitty-\\w+ disconnected.*"));
    assertThat(broker.log()).contains("Received DISCONNECT from kitty-");
  }

  @Test
  void endsWithTheAnnouncementAndFollowsToAnotherAddress() throws Exception {
    try (PrinterHarness printer = connected()) {
      printer.context.present(PrinterHarness.device(PrinterHarness.OWN, ADDRESS, null));

      assertThat(printer.context.goodbyes()).containsExactly(new Goodbye(SERIAL, ADDRESS));
      await("the end").atMost(SOON).until(() -> broker.log().contains("Received DISCONNECT"));
      printer.advance(3600);
      assertThat(printer.count("connections")).isEqualTo(1);
    }
  }

  @Test
  void garbageAndOtherMessagesAreIgnored() throws Exception {
    try (PrinterHarness printer = connected();
        Writer publisher = broker.publisher(SERIAL)) {
      publisher.write("noise\n[[[[\n{\"print\": 7}\n" + "[".repeat(100_000) + "\n");
      send(publisher, "\"gcode_state\": \"IDLE\"");
      awaitCount(printer, "reports", 1);

      assertThat(printer.count("ignored")).isEqualTo(4);
      assertThat(printer.context.lastSighting().facts()).containsEntry(Fact.STATUS, "IDLE");
      assertThat(printer.count("connections")).isEqualTo(1);
    }
  }

  @Test
  void aHugeMessageEndsTheConnection() throws Exception {
    Path huge = folder.resolve("huge");
    Files.write(huge, new byte[100 * 1024 * 1024]);
    try (PrinterHarness printer = connected()) {
      broker.publish(SERIAL, huge);

      await("the loss").atMost(SOON).until(() -> !printer.context.errors().isEmpty());
      assertThat(printer.context.errors().get(0).message())
          .isEqualTo(SERIAL + ": it sends a packet of more than 262144 bytes");
      assertThat(printer.count("reports")).isZero();
      printer.advance(5);
      awaitCount(printer, "connections", 2);
    }
  }

  @Test
  void takesTheFingerprintInPlaceOfTheCommonName() throws Exception {
    String fingerprint = certificate.fingerprint().toUpperCase().replaceAll("(..)(?!$)", "$1:");
    try (PrinterHarness printer = connected(Map.of("fingerprint", fingerprint))) {
      assertThat(printer.context.errors()).isEmpty();
    }
  }

  @Test
  void theCodeMayBeInAFile() throws Exception {
    Path file = Files.writeString(folder.resolve("code"), CODE + "\n");
    Map<String, Object> config = Map.of("access_code", "", "access_code_file", file.toString());
    try (PrinterHarness printer = connected(config)) {
      assertThat(printer.context.errors()).isEmpty();
    }
  }
}
