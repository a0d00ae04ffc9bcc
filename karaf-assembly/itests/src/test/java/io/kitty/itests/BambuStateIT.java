// SPDX-License-Identifier: Apache-2.0
package io.kitty.itests;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.kitty.bambu.state.Mosquitto;
import io.kitty.bambu.state.PrinterCertificate;
import java.io.IOException;
import java.io.Writer;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The state of a Bambu Lab printer, whose broker is Mosquitto, from file to events. */
class BambuStateIT {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final String SERIAL = "01P00A4C2009981";
  private static final String CODE = "s3cr3tc0";
  private static final String FILE = "io.kitty.bambu.state-bench";
  private static final InetSocketAddress ANNOUNCEMENTS =
      new InetSocketAddress("127.255.255.255", 2021);

  @TempDir private static Path folder;
  private static Mosquitto broker;
  private static HubProcess hub;

  @BeforeAll
  static void start() throws Exception {
    Assumptions.linux();
    Assumptions.mosquitto();
    broker = new Mosquitto(folder, new PrinterCertificate(folder, SERIAL), CODE);
    hub = HubProcess.prepare("bambu-state");
    hub.boot("kitty-bambu, kitty-bambu.state, kitty-store, kitty-web, kitty-shell");
    hub.start();
  }

  @AfterAll
  static void stop() throws Exception {
    for (AutoCloseable each : new AutoCloseable[] {hub, broker}) {
      if (each != null) {
        each.close();
      }
    }
  }

  private static void announce() throws IOException {
    String message =
        """
        NOTIFY * HTTP/1.1
        Location: 127.0.0.1
        NT: urn:bambulab-com:device:3dprinter:1
        USN: %s
        DevModel.bambu.com: C12
        DevName.bambu.com: Bench

        """
            .formatted(SERIAL)
            .replace("\n", "\r\n");
    LoopbackBroadcasts.send("127.0.0.1", message.getBytes(ISO_8859_1), ANNOUNCEMENTS);
  }

  /** Announces the printer again and again until its record has a member with a value. */
  private static void awaitMember(String member, String value) {
    await(member + " = " + value)
        .atMost(SOON)
        .until(
            () -> {
              announce();
              return device().path(member).asText().equals(value);
            });
  }

  private static JsonNode device() throws Exception {
    return hub.rest().json("/devices/bambu:" + SERIAL);
  }

  private static void configure(String code) throws IOException {
    hub.configure(
        FILE,
        """
        enabled = true
        interfaces = lo
        serial = %s
        access.code = %s
        port = %d
        """
            .formatted(SERIAL, code, broker.port()));
  }

  private static void send(Writer publisher, String fields) throws IOException {
    publisher.write("{\"print\": {\"command\": \"push_status\", " + fields + "}}\n");
    publisher.flush();
  }

  @Test
  void theStateIsKnownWithTheAccessCode() throws Exception {
    awaitMember(
        "needs_key", "etc/io.kitty.bambu.state-NAME.cfg: serial and access.code of the printer");

    configure("wr0ngc0d");
    awaitMember("needs_key", "etc/" + FILE + ".cfg: access.code is refused");

    configure(CODE);
    await("the login").atMost(SOON).until(() -> !broker.requests().isEmpty());
    try (Writer publisher = broker.publisher(SERIAL);
        EventFeed feed = hub.rest().events()) {
      send(publisher, "\"gcode_state\": \"RUNNING\", \"mc_percent\": 42, \"bed_temper\": 55");
      awaitMember("status", "RUNNING");
      awaitMember("needs_key", "");
      assertThat(device().path("job").path("progress").asDouble()).isEqualTo(0.42);
      assertThat(device().path("temperatures").path("bed").toString()).contains("55");

      send(publisher, "\"gcode_state\": \"FINISH\"");
      await("the event")
          .atMost(SOON)
          .until(
              () ->
                  feed.events("changed").stream()
                      .anyMatch(each -> each.data().toString().contains("\"FINISHED\"")));
      assertThat(
              hub.log()
                  + hub.output()
                  + hub.rest().get("/protocols").body()
                  + hub.rest().get("/health").body()
                  + hub.rest().get("/devices").body()
                  + hub.rest().get("/metrics").body()
                  + hub.console("kitty:protocols")
                  + hub.console("bundle:services -p io.kitty.bambu.state"))
          .doesNotContain(CODE)
          .doesNotContain("wr0ngc0d");
    }
    Files.delete(hub.etc().resolve(FILE + ".cfg"));
    await("the goodbye").atMost(SOON).until(() -> broker.log().contains("Received DISCONNECT"));
    awaitMember("status", "online");
  }
}
