// SPDX-License-Identifier: Apache-2.0
package io.kitty.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The files in etc, edited while the hub runs. */
class ConfigurationIT {
  private static final Duration SOON = Duration.ofSeconds(10);

  /** How long a disabled module may hold its sockets. */
  private static final Duration AT_ONCE = Duration.ofSeconds(2);

  private static HubProcess hub;

  @BeforeAll
  static void start() throws Exception {
    Assumptions.linux();
    hub = HubProcess.prepare("configuration");
    hub.configure("io.kitty.ping", "rate", "2000");
    hub.configure("io.kitty.ping", "interval", "45");
    hub.configure("io.kitty.ping", "subnets", "127.0.6.0/30");
    hub.start();
  }

  @AfterAll
  static void stop() throws Exception {
    if (hub != null) {
      hub.close();
    }
  }

  @Test
  void anEditTakesEffectWithoutARestart() throws Exception {
    long pid = hub.pid();
    Files.writeString(hub.etc().resolve("notes.json"), "{\"subnets\": \"127.0.99.0/30\"}");
    Files.writeString(hub.etc().resolve("io.kitty.ping-second.cfg"), "subnets = 127.0.99.0/30\n");

    hub.configure("io.kitty.ping", "subnets", "127.0.6.0/30, 127.0.7.0/30");
    Path file = hub.etc().resolve("io.kitty.ping.cfg");
    FileTime edited = Files.getLastModifiedTime(file);

    await("the new network")
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(hub.rest().each("/devices", "ip"))
                    .containsExactly("127.0.6.1", "127.0.6.2", "127.0.7.1", "127.0.7.2"));
    assertThat(reasons()).isEmpty();
    assertThat(Files.getLastModifiedTime(file)).as("the hub writes no file").isEqualTo(edited);
    assertThat(hub.pid()).isEqualTo(pid);
  }

  @Test
  void aChangeByTheConsoleIsWrittenToTheFile() throws Exception {
    hub.console("config:property-set -p io.kitty.ping retries 0");

    assertThat(hub.configured("io.kitty.ping", "retries")).isEqualTo("0");
    assertStillSweeps();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "rate     | fast         | a whole number from 0 to 1000000  | 2000 goes on",
        "interval | -1           | a number from 1 to 86400          | 45.0 goes on",
        "subnets  | 127.0.6.0/33 | IPv4 networks like 192.168.1.0/24 | [127.0.6.0/30",
      })
  void theLastGoodValueIsKept(String key, String bad, String allowed, String instead)
      throws Exception {
    String good = hub.configured("io.kitty.ping", key);

    hub.configure("io.kitty.ping", key, bad);

    String complaint = complaintAbout(key);
    assertThat(complaint)
        .contains("etc/io.kitty.ping.cfg: " + key + " = " + bad, allowed, instead, " goes on");
    assertStillSweeps();

    hub.configure("io.kitty.ping", key, good);

    assertIsWell();
    assertThat(errors("io.kitty.ping.cfg: " + key + " = " + bad)).hasSize(1);
  }

  @Test
  void anUnknownKeyIsReportedWithTheValidOnes() throws Exception {
    String text = Files.readString(hub.etc().resolve("io.kitty.ping.cfg"));

    hub.configure("io.kitty.ping", text + "colour = red\n");

    assertThat(complaintAbout("colour"))
        .contains("etc/io.kitty.ping.cfg: colour", "interval", "subnets");
    assertStillSweeps();

    hub.configure("io.kitty.ping", text);

    assertIsWell();
    assertThat(errors("io.kitty.ping.cfg: colour")).hasSize(1);
  }

  @Test
  void theDisabledWebModuleClosesItsPort() throws Exception {
    assertThat(ProcessSockets.listening(hub.pid())).contains(web());

    hub.configure("io.kitty.web", "enabled", "false");
    await("the port to be free")
        .atMost(AT_ONCE)
        .until(() -> !ProcessSockets.listening(hub.pid()).contains(web()));
    assertThat(Rest.each(Rest.parse(hub.console("kitty:protocols --json")), "state"))
        .filteredOn(state -> !state.equals("disabled"))
        .hasSameSizeAs(HubProcess.protocolsOnByDefault())
        .isSubsetOf("running", "degraded");

    hub.configure("io.kitty.web", "enabled", "true");
    await("an answer")
        .atMost(SOON)
        .ignoreExceptions()
        .until(() -> hub.rest().get("/health").statusCode() == 200);
  }

  /** The one line about a key that is in {@code /health} and in the log. */
  private static String complaintAbout(String key) {
    String place = "io.kitty.ping.cfg: " + key;
    List<String> reasons =
        await("a complaint about " + key)
            .atMost(SOON)
            .until(() -> reasons(), lines -> lines.stream().anyMatch(l -> l.contains(place)));
    assertThat(reasons).hasSize(1);
    await("a line in the log about " + key)
        .atMost(SOON)
        .untilAsserted(() -> assertThat(errors(reasons.get(0))).hasSize(1));
    return reasons.get(0);
  }

  /** Returns the reasons in {@code /health} about the file of these tests. */
  private static List<String> reasons() throws Exception {
    return Rest.texts(hub.rest().json("/health").path("reasons")).stream()
        .filter(reason -> reason.contains("io.kitty.ping.cfg"))
        .toList();
  }

  private static List<String> errors(String text) throws Exception {
    return hub.log()
        .lines()
        .filter(line -> line.contains(" ERROR ") && line.contains(text))
        .toList();
  }

  private static void assertStillSweeps() throws Exception {
    double before = lastSeen();
    await("the next sweep")
        .atMost(SOON)
        .until(() -> hub.rest().scan("ping") == 202 && lastSeen() > before);
  }

  private static double lastSeen() throws Exception {
    return hub.rest().json("/devices/host:127.0.6.1").path("last_seen").asDouble();
  }

  private static void assertIsWell() {
    await("the hub to be well").atMost(SOON).untilAsserted(() -> assertThat(reasons()).isEmpty());
  }

  private static InetSocketAddress web() {
    return new InetSocketAddress("127.0.0.1", hub.httpPort());
  }
}
