// SPDX-License-Identifier: Apache-2.0
package io.kitty.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** What a hub still knows when it comes back. */
class RestartIT {
  private static final Duration SOON = Duration.ofSeconds(20);

  @Test
  void devicesOutliveAPowerCut() throws Exception {
    Needs.linux();
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
