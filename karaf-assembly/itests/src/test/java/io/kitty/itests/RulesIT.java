// SPDX-License-Identifier: Apache-2.0
package io.kitty.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Custom rules, added to etc/kitty-rules while the hub runs. */
class RulesIT {
  private static final Duration SOON = Duration.ofSeconds(5);
  private static final String DEVICE = "host:127.0.8.1";
  private static final String BENCH =
      """
      [{"source": "ping", "gives": {"kind": "bench", "vendor": "Acme", "model": "B-1"}}]
      """;

  private static HubProcess hub;
  private EventFeed feed;

  @BeforeAll
  static void start() throws Exception {
    Assumptions.linux();
    hub = HubProcess.prepare("rules");
    hub.configure("io.kitty.ping", "subnets", "127.0.8.0/30");
    hub.start();
  }

  @AfterAll
  static void stop() throws Exception {
    if (hub != null) {
      hub.close();
    }
  }

  @BeforeEach
  void listen() throws Exception {
    await("a host without a vendor").atMost(SOON).untilAsserted(() -> assertDevice("host", "", ""));
    feed = hub.rest().events();
    await("the snapshot").atMost(SOON).until(() -> !feed.events("snapshot").isEmpty());
  }

  @AfterEach
  void close() {
    feed.close();
  }

  @Test
  void aRuleClassifiesADeviceWhileItExists() throws Exception {
    Path mine = put("10-mine.json", BENCH);

    awaitChange("bench", "Acme", "B-1");
    assertDevice("bench", "Acme", "B-1");

    Files.delete(mine);

    awaitChange("host", "", "");
    assertDevice("host", "", "");
  }

  @Test
  void theLastGoodRulesAreKept() throws Exception {
    Path mine = put("20-mine.json", BENCH);
    awaitChange("bench", "Acme", "B-1");

    put("20-mine.json", BENCH.replace("\"ping\"", "\"ping\", \"vendor\": \"(acme\""));
    String complaint = complaint("20-mine.json");
    assertThat(complaint)
        .contains("kitty-rules/20-mine.json: rule 1: vendor = (acme", "regular expression")
        .contains("its last good rules go on");
    assertThat(hub.rest().json("/health").path("status").asText()).isEqualTo("degraded");

    Path first = put("15-first.json", BENCH.replace("bench", "table"));
    awaitChange("table", "Acme", "B-1");
    Files.delete(first);
    awaitChange("bench", "Acme", "B-1");
    assertThat(hub.log().lines().filter(line -> line.contains(" ERROR ")))
        .singleElement()
        .asString()
        .contains(complaint);

    Files.delete(mine);
    awaitChange("host", "", "");
    assertThat(complaints()).isEmpty();
  }

  private static Path put(String name, String rules) throws Exception {
    Path part = Files.writeString(hub.data().resolve(name), rules);
    return Files.move(
        part,
        hub.etc().resolve("kitty-rules").resolve(name),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }

  private static String complaint(String file) {
    return await("a complaint about " + file)
        .atMost(SOON)
        .until(RulesIT::complaints, lines -> lines.size() == 1)
        .get(0);
  }

  private static List<String> complaints() throws Exception {
    return Rest.texts(hub.rest().json("/health").path("reasons")).stream()
        .filter(reason -> reason.contains("kitty-rules"))
        .toList();
  }

  /** Waits until this is the device's last event. */
  private void awaitChange(String kind, String vendor, String model) {
    await(kind)
        .atMost(SOON)
        .until(
            () ->
                feed.events("changed").stream()
                    .filter(event -> event.device().equals(DEVICE))
                    .reduce((earlier, later) -> later)
                    .filter(event -> isThis(event.data(), kind, vendor, model))
                    .isPresent());
  }

  private static void assertDevice(String kind, String vendor, String model) throws Exception {
    JsonNode device = hub.rest().json("/devices/" + DEVICE);
    assertThat(isThis(device, kind, vendor, model)).as("%s", device).isTrue();
  }

  private static boolean isThis(JsonNode device, String kind, String vendor, String model) {
    return device.path("kind").asText().equals(kind)
        && device.path("vendor").asText().equals(vendor)
        && device.path("model").asText().equals(model);
  }
}
