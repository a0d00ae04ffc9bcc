// SPDX-License-Identifier: Apache-2.0
package io.kitty.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * The wall clock is set while the hub runs: reported times stay in order, and timers continue, as
 * they use the monotonic clock.
 */
@TestMethodOrder(OrderAnnotation.class)
class ClockIT {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final String NETWORK = "127.0.16.";

  @TempDir private static Path folder;

  private static HubClock clock;
  private static SnapmakerPrinters printers;
  private static UpnpDevice lamp;
  private static HubProcess hub;
  private static EventFeed feed;

  @BeforeAll
  static void start() throws Exception {
    Assumptions.hubClock();
    clock = new HubClock(folder);
    printers = new SnapmakerPrinters("IDLE");
    hub = HubProcess.prepare("clock");
    printers.askedBy(hub);
    hub.boot("kitty-snapmaker, kitty-ssdp, kitty-store, kitty-web, kitty-shell");
    hub.start(clock.environment());
    feed = hub.rest().events();
    add(1);
    add(2);
    lamp = new UpnpDevice("Lamp", NETWORK + "9");
    lamp.alive();
    await("all devices")
        .atMost(SOON)
        .until(
            () ->
                feed.devices("appeared").contains(lamp.id())
                    && feed.devices("appeared").contains(id(1))
                    && feed.devices("appeared").contains(id(2)));
  }

  @AfterAll
  static void stop() throws Exception {
    for (AutoCloseable each : new AutoCloseable[] {feed, hub, lamp, printers}) {
      if (each != null) {
        each.close();
      }
    }
  }

  private static void add(int printer) {
    printers.add("P" + printer, NETWORK + printer);
  }

  private static String id(int printer) {
    return "snapmaker:" + NETWORK + printer;
  }

  private static JsonNode device(String id) throws Exception {
    return hub.rest().json("/devices/" + id);
  }

  /** Asserts that a time is about now by the hub's clock. */
  private static Instant lastRound() throws Exception {
    for (JsonNode protocol : hub.rest().json("/protocols")) {
      if (protocol.path("id").asText().equals("snapmaker")) {
        return time(protocol, "last_run");
      }
    }
    throw new IllegalStateException("snapmaker is not there");
  }

  private static Instant time(JsonNode object, String member) {
    return Instant.ofEpochMilli(Math.round(object.path(member).asDouble() * 1000));
  }

  private static void assertNow(Instant time, Duration offset) {
    assertThat(time).isCloseTo(Instant.now().plus(offset), within(1, ChronoUnit.MINUTES));
  }

  private static void assertTimesInOrder() throws Exception {
    assertThat(hub.rest().json("/devices?presence=all"))
        .isNotEmpty()
        .allSatisfy(ClockIT::assertSeenFirstThenLast)
        .allSatisfy(
            device ->
                assertThat(device.path("sightings")).allSatisfy(ClockIT::assertSeenFirstThenLast));
  }

  private static void assertSeenFirstThenLast(JsonNode object) {
    assertThat(time(object, "first_seen")).isAfter(Instant.EPOCH);
    assertThat(time(object, "last_seen")).isAfterOrEqualTo(time(object, "first_seen"));
  }

  @Test
  @Order(1)
  void setBackAnHour() throws Exception {
    assertGoesOn(Duration.ofHours(-1), 3, 1);
  }

  /** Longer than the half hour for which the device was announced once. */
  @Test
  @Order(2)
  void setForwardThreeHours() throws Exception {
    assertGoesOn(Duration.ofHours(2), 4, 2);
  }

  @Test
  @Order(3)
  void setRight() throws Exception {
    assertGoesOn(Duration.ZERO, 5, 3);
  }

  private static void assertGoesOn(Duration offset, int newcomer, int leaver) throws Exception {
    int departed = feed.devices("departed").size();

    clock.set(offset);
    await("the clock to be set").atMost(SOON).untilAsserted(() -> assertNow(lastRound(), offset));
    String status = printers.status().equals("IDLE") ? "RUNNING" : "IDLE";
    printers.status(status);
    add(newcomer);

    await("what changed, and who is new")
        .atMost(SOON)
        .untilAsserted(
            () -> {
              assertThat(device(id(leaver)).path("status").asText()).isEqualTo(status);
              assertNow(time(device(id(newcomer)), "first_seen"), offset);
            });
    assertTimesInOrder();

    // Five scans, after which a silent printer would have departed.
    int asked = printers.questions();
    await("more rounds of three questions")
        .atMost(SOON)
        .until(() -> printers.questions() > asked + 18);
    assertThat(feed.devices("departed")).hasSize(departed);
    assertThat(device(lamp.id()).path("presence").asText()).isEqualTo("present");

    printers.remove(NETWORK + leaver);

    await("who is silent to be gone")
        .atMost(SOON)
        .until(() -> feed.devices("departed").size() > departed);
    assertThat(feed.devices("departed").subList(departed, feed.devices("departed").size()))
        .containsExactly(id(leaver));
    assertTimesInOrder();
    assertThat(hub.rest().json("/health").path("status").asText()).isEqualTo("ok");
  }
}
