// SPDX-License-Identifier: Apache-2.0
package io.kitty.shell.announcement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kitty.announce.Announcement;
import io.kitty.announce.AnnouncementStats;
import io.kitty.announce.Announcer;
import io.kitty.shell.Console;
import io.kitty.shell.Listeners;
import io.kitty.testkit.TestLinks;
import io.kitty.testkit.hub.FakeAnnouncementStats;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The counters of multicast announcements. */
class MulticastCommandsTest {

  @RegisterExtension final Console console = new Console();

  private final FakeAnnouncementStats listener = new FakeAnnouncementStats("listener", 3, 0, 1);
  private final FakeAnnouncementStats oven = new FakeAnnouncementStats("oven\u001b[31m", 0, 1, 0);

  private void register(AnnouncementStats... meters) {
    for (AnnouncementStats meter : meters) {
      console.listeners.installed.service(meter.name(), meter);
    }
  }

  @AfterEach
  void givesAllServicesBack() {
    assertThat(console.listeners.installed.held()).isEmpty();
  }

  @Test
  void showsPacketsSentAndReceived() throws Exception {
    register(oven, listener, announcer(true), announcer(false));

    assertThat(console.rows("kitty:multicast").stream().map(row -> row.replaceAll("\\s", "")))
        .satisfiesExactly(
            row -> assertThat(row).isEqualTo("kiln|(stopped)224.1.1.1:|0|0|0|0"),
            row -> assertThat(row).isEqualTo("lamp|224.1.1.1:5004,2.0s|0|0|0|0"),
            row -> assertThat(row).isEqualTo("listener||0|1|0|3"),
            row -> assertThat(row).isEqualTo("oven[31m||1|0|0|0"));
  }

  private static Announcer announcer(boolean running) {
    FakeAnnouncementStats meter = new FakeAnnouncementStats(running ? "lamp" : "kiln", 0, 0, 0);
    Announcement announcement =
        new Announcement("{}", TestLinks.address("224.1.1.1"), 5004, 2, Duration.ofSeconds(2));
    return Listeners.fake(
        Announcer.class,
        (method, arguments) ->
            switch (method.getName()) {
              case "name" -> meter.name();
              case "metrics" -> meter.metrics();
              case "running" -> running;
              case "announcement" -> announcement;
              default -> null;
            });
  }

  @Test
  void showsTheSameAsJson() throws Exception {
    register(listener);

    assertThat(console.run("kitty:multicast --json").strip())
        .isEqualTo(
            "[{\"name\":\"listener\",\"packets_sent\":0,\"packets_received\":1,\"bytes_sent\":0,"
                + "\"bytes_received\":100,\"errors\":0,\"active_services\":3,"
                + "\"uptime_seconds\":8.0,\"packets_per_second\":0.125}]");
  }

  @Test
  void pointsToTheConfigurationIfThereIsNone() throws Exception {
    assertThat(console.run("kitty:multicast")).contains("kitty:protocols says why");
    assertThat(console.run("kitty:multicast --json").strip()).isEqualTo("[]");
    assertThat(console.run("kitty:multicast-reset").strip())
        .isEqualTo("Nobody announces or listens. kitty:protocols says why.");
    assertThat(console.run("kitty:multicast-reset --json").strip()).isEqualTo("{\"reset\":[]}");
  }

  @Test
  void resetsOneOrAll() throws Exception {
    register(listener, oven);

    assertThat(console.run("kitty:multicast-reset listener").strip()).isEqualTo("Reset listener");
    assertThat(listener.metrics().packetsReceived()).isZero();
    assertThat(oven.metrics().packetsSent()).isEqualTo(1);

    JsonNode reset = new ObjectMapper().readTree(console.run("kitty:multicast-reset --json"));
    assertThat(reset.path("reset").path(0).asText()).isEqualTo("listener");
    assertThat(reset.path("reset").path(1).asText()).startsWith("oven");
    assertThat(oven.metrics().packetsSent()).isZero();
  }

  @Test
  void refusesAnUnknownName() {
    register(listener);

    assertThat(catchThrowable(() -> console.run("kitty:multicast-reset cat")))
        .hasMessage("Nobody announces or listens by the name cat.");
  }

  @Test
  void offersTheNames() {
    register(listener, oven);

    assertThat(console.complete("kitty:multicast-reset l")).containsExactly("listener");
  }
}
