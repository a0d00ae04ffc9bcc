// SPDX-License-Identifier: Apache-2.0
package io.kitty.itests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** What a hub remembers over a restart. */
class RestartIT {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final Duration AWHILE = Duration.ofSeconds(60);
  private static final int PREFIX = 19;
  private static final double HOSTS = (1 << 32 - PREFIX) - 2;

  @Test
  void devicesSurviveAPowerFailure() throws Exception {
    Assumptions.linux();
    try (HubProcess hub = HubProcess.prepare("restart")) {
      hub.configure("io.kitty.ping", "subnets", "127.0.5.0/24");
      hub.configure("io.kitty.ping", "rate", "80");
      hub.start();
      await("the first devices").atMost(SOON).until(() -> firstSeen(hub).size() >= 20);
      Map<String, Double> early = firstSeen(hub);
      await("more of them")
          .atMost(SOON)
          .until(() -> newest(hub) > newest(early) + 1.5 && firstSeen(hub).size() < 254);

      hub.kill();
      double restart = Instant.now().toEpochMilli() / 1000.0;
      hub.start();

      try (EventFeed feed = everythingSinceTheStart(hub)) {
        await("all to be seen again")
            .atMost(SOON)
            .untilAsserted(
                () ->
                    assertThat(members(hub, "last_seen").values())
                        .hasSize(254)
                        .allMatch(time -> time > restart));
        assertThat(firstSeen(hub)).containsAllEntriesOf(early);
        for (Map.Entry<String, Double> device : early.entrySet()) {
          assertThat(appearances(hub, device.getKey()))
              .as("the history of %s", device.getKey())
              .anyMatch(time -> Math.abs(time - device.getValue()) < 1);
        }
        assertThat(feed.devices("appeared"))
            .isNotEmpty()
            .doesNotContainAnyElementsOf(early.keySet());
      }

      hub.kill();
      Path file = hub.data().resolve("kitty/devices.mv");
      Files.write(file, new byte[10_000]);
      hub.start();

      assertThat(hub.log().lines().filter(line -> line.contains(" ERROR ")))
          .singleElement()
          .asString()
          .contains(file + " is damaged", "moved aside to " + file + ".damaged-");
      try (Stream<Path> files = Files.list(file.getParent())) {
        assertThat(files)
            .filteredOn(each -> each.getFileName().toString().startsWith("devices.mv.damaged-"))
            .singleElement()
            .satisfies(aside -> assertThat(Files.size(aside)).isEqualTo(10_000));
      }
      await("devices again").atMost(SOON).until(() -> firstSeen(hub).size() >= 20);
    }
  }

  @Test
  void isStartingUntilAllKnownModulesAreThere() throws Exception {
    Assumptions.linux();
    try (HubProcess hub = HubProcess.prepare("full")) {
      hub.configure("io.kitty.ping", "subnets", "127.1.0.0/" + PREFIX);
      hub.configure("io.kitty.ping", "rate", "0");
      hub.start();
      await("all hosts").atMost(AWHILE).until(() -> known(hub) == HOSTS);
      hub.stop();
      hub.configure("io.kitty.ping", "subnets", "127.1.0.0/32");

      hub.start();

      assertThat(known(hub))
          .as("once the health is no longer starting")
          .isGreaterThanOrEqualTo(HOSTS);
    }
  }

  /** Devices that were published unclassified would all change when the classifier comes. */
  @Test
  void aLateClassifierChangesNoDevice() throws Exception {
    Assumptions.linux();
    try (HubProcess hub = HubProcess.prepare("late")) {
      hub.boot("kitty-ping, kitty-store, kitty-web, kitty-shell");
      hub.configure("io.kitty.ping", "subnets", "127.0.19.0/30");
      Files.writeString(
          hub.etc().resolve("kitty-rules/10-mine.json"),
          "[{\"source\": \"ping\", \"gives\": {\"kind\": \"bench\"}}]");
      hub.start();
      await("the devices").atMost(SOON).until(() -> kinds(hub).equals(List.of("bench", "bench")));
      hub.console("bundle:start-level io.kitty.classify 95");
      hub.stop();
      double restart = Instant.now().toEpochMilli() / 1000.0;
      hub.start();

      try (EventFeed feed = everythingSinceTheStart(hub)) {
        await("both to be seen again")
            .atMost(SOON)
            .until(
                () -> members(hub, "last_seen").values().stream().allMatch(time -> time > restart));
        assertThat(kinds(hub)).containsExactly("bench", "bench");
        assertThat(feed.events("changed")).isEmpty();
      }
    }
  }

  private static List<String> kinds(HubProcess hub) throws Exception {
    return hub.rest().each("/devices?source=ping", "kind");
  }

  private static double known(HubProcess hub) throws Exception {
    return hub.rest()
        .get("/metrics")
        .body()
        .lines()
        .filter(line -> line.startsWith("kitty_devices{"))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
        .sum();
  }

  /** When the history says that a device appeared. */
  private static List<Double> appearances(HubProcess hub, String id) throws Exception {
    String path = "/devices/" + URLEncoder.encode(id, UTF_8) + "/history";
    return StreamSupport.stream(hub.rest().json(path).path("events").spliterator(), false)
        .filter(event -> event.path("event").asText().equals("appeared"))
        .map(event -> event.path("at").asDouble())
        .toList();
  }

  private static EventFeed everythingSinceTheStart(HubProcess hub) throws Exception {
    try (EventFeed now = hub.rest().events()) {
      await("the snapshot").atMost(SOON).until(() -> !now.events().isEmpty());
      return hub.rest().events(now.events().get(0).id().replaceFirst("-.*", "-0"));
    }
  }

  private static Map<String, Double> firstSeen(HubProcess hub) throws Exception {
    return members(hub, "first_seen");
  }

  private static double newest(HubProcess hub) throws Exception {
    return newest(firstSeen(hub));
  }

  private static double newest(Map<String, Double> times) {
    return times.values().stream().mapToDouble(Double::doubleValue).max().orElseThrow();
  }

  private static Map<String, Double> members(HubProcess hub, String name) throws Exception {
    JsonNode devices = hub.rest().json("/devices");
    return StreamSupport.stream(devices.spliterator(), false)
        .collect(
            Collectors.toMap(
                device -> device.path("id").asText(), device -> device.path(name).asDouble()));
  }
}
