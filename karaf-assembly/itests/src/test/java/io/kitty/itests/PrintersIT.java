// SPDX-License-Identifier: Apache-2.0
package io.kitty.itests;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Printers with incomplete or excessive announcements, and the devices that the hub lists. */
class PrintersIT {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final int ELEGOO_PORT = 3000;
  private static final int FARM = 11;
  private static final InetSocketAddress BAMBU = new InetSocketAddress("127.255.255.255", 2021);

  private static LoopbackBroadcasts questions;
  private static HubProcess hub;

  @BeforeAll
  static void start() throws Exception {
    Assumptions.linux();
    Assumptions.python();
    questions = new LoopbackBroadcasts(ELEGOO_PORT, PrintersIT::answer);
    hub = HubProcess.prepare("printers");
    hub.configure("io.kitty.elegoo", "interval", "2");
    hub.configure("io.kitty.elegoo", "questions", "1");
    hub.boot("kitty-bambu, kitty-elegoo, kitty-store, kitty-web, kitty-shell");
    hub.start();
  }

  @AfterAll
  static void stop() throws Exception {
    for (AutoCloseable each : new AutoCloseable[] {hub, questions}) {
      if (each != null) {
        each.close();
      }
    }
  }

  /** The answers of all printers of a farm, whose mainboards have the same number. */
  private static void answer(LoopbackBroadcasts.Packet question) {
    try {
      for (int i = 1; i <= FARM; i++) {
        String answer =
            """
            {"Id":"e%d","Data":{"Name":"Farm %d","MachineName":"Centauri Carbon",\
            "MainboardID":"ffffffff","ProtocolVersion":"V3.0.0"}}\
            """
                .formatted(i, i);
        LoopbackBroadcasts.send(farm(i), answer.getBytes(UTF_8), question.from());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String farm(int number) {
    return "127.0.26." + number;
  }

  private static void announce(
      String address, String serial, String type, String code, String signal) throws IOException {
    String message =
        """
        NOTIFY * HTTP/1.1
        HOST: 239.255.255.250:1990
        Location: %s
        NT: %s
        USN: %s
        DevModel.bambu.com: %s
        DevName.bambu.com: Bench
        DevSignal.bambu.com: %s

        """
            .formatted(address, type, serial, code, signal)
            .replace("\n", "\r\n");
    LoopbackBroadcasts.send(address, message.getBytes(ISO_8859_1), BAMBU);
  }

  private static JsonNode bambu(String serial) {
    return await(serial)
        .atMost(SOON)
        .until(
            () -> hub.rest().json("/devices/bambu:" + serial),
            device -> device.path("name").asText().equals("Bench"));
  }

  @ParameterizedTest
  @CsvSource({
    "01P00A000000251, C12, 3dprinter, C12, P1S",
    "01P00A000000252, '', C12, C12, P1S",
    "00M00A000000253, ' ', BL-P001, BL-P001, X1 Carbon",
    "09480A000000254, O2D, 3dprinter, O2D, H2D Pro"
  })
  void aModelIsKnownWhereverItsCodeStands(
      String serial, String said, String type, String code, String model) throws Exception {
    announce("127.0.25.1", serial, "urn:bambulab-com:device:" + type + ":1", said, "-40");

    JsonNode device = bambu(serial);
    assertThat(device.path("model").asText()).isEqualTo(model);
    assertThat(device.findValue("model_code").asText()).isEqualTo(code);
    assertThat(device.findValue("signal").asInt()).isEqualTo(-40);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u00ff\u00fe", "-4\u00ff", "strong", ""})
  void anInvalidSignalIsAbsent(String signal) throws Exception {
    String serial = "01P00A0000003%02d".formatted(signal.length());
    announce("127.0.25.2", serial, "urn:bambulab-com:device:3dprinter:1", "C12", signal);

    JsonNode device = bambu(serial);
    assertThat(device.findValue("signal")).isNull();
    assertThat(device.toString()).doesNotContain("\ufffd");
  }

  @Test
  void dataBehindAResponseIsIgnored() throws Exception {
    String address = "127.0.25.3";
    String again = "a5a50000a7a7";
    try (PythonProgram printer =
        new PythonProgram("printer.py", address, "0309FA430000009", "N1", "Bench", again)) {
      await("the program").atMost(SOON).until(() -> printer.lines().contains("listening"));
      hub.configure("io.kitty.bambu", "hosts", address);

      assertThat(bambu("0309FA430000009").path("model").asText()).isEqualTo("A1 mini");
    }
  }

  @Test
  void printersWithTheSamePlaceholderStayApart() throws Exception {
    List<String> all = IntStream.rangeClosed(1, FARM).mapToObj(PrintersIT::farm).toList();
    await("the farm")
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(hub.rest().each("/devices?source=elegoo", "ip"))
                    .containsExactlyInAnyOrderElementsOf(all));
    try (EventFeed feed = hub.rest().events()) {
      List<String> seen = hub.rest().each("/devices?source=elegoo", "last_seen");
      await("two rounds more")
          .atMost(SOON)
          .until(
              () -> hub.rest().each("/devices?source=elegoo", "last_seen"),
              now -> now.stream().noneMatch(seen::contains));

      assertThat(feed.events())
          .filteredOn(event -> all.contains(event.data().path("ip").asText()))
          .isEmpty();
    }
    assertThat(hub.rest().each("/devices?source=elegoo", "name"))
        .containsExactlyInAnyOrderElementsOf(
            IntStream.rangeClosed(1, FARM).mapToObj(i -> "Farm " + i).toList());
  }
}
