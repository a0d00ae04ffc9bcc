// SPDX-License-Identifier: Apache-2.0
package io.kitty.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.kitty.redis.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisPubSub;

/** Sharing through Redis: what other programs read, two hubs, and an outage. */
@TestMethodOrder(OrderAnnotation.class)
class RedisIT {
  private static final Duration SOON = Duration.ofSeconds(10);

  /** How soon the hub has to reconnect. */
  private static final Duration NOTICED = Duration.ofSeconds(5);

  private static final String SECRET = "do-not-tell";
  private static final String PRINTER = "127.0.11.9";

  private static TestServer server;
  private static SnapmakerPrinters printers;
  private static HubProcess one;
  private static HubProcess two;
  private static final List<String> idle = new CopyOnWriteArrayList<>();

  @BeforeAll
  static void start() throws Exception {
    Assumptions.linux();
    server = TestServer.asking(SECRET);
    subscribe();
    printers = new SnapmakerPrinters("IDLE");
    printers.add("Kiln", PRINTER);
    one = HubProcess.prepare("redis-one");
    printers.askedBy(one);
    one.configure("io.kitty.ping", "subnets", "127.0.11.0/30");
    String url = "redis://:" + SECRET + "@127.0.0.1:" + server.port();
    one.start(Map.of("REDIS_URL", url, "DEVICE_TTL", "20"));
    two = HubProcess.prepare("redis-two");
    two.configure("io.kitty.ping", "subnets", "127.0.12.0/30");
    two.configure("io.kitty.redis", "enabled", "true");
    two.configure("io.kitty.redis", "url", server.url());
    two.configure("io.kitty.redis", "password", SECRET);
    two.configure("io.kitty.redis", "device.ttl", "20");
    two.boot("kitty-ping, kitty-store, kitty-web, kitty-shell");
    two.start();
  }

  @AfterAll
  static void stop() throws Exception {
    for (AutoCloseable each : new AutoCloseable[] {one, two, printers, server}) {
      if (each != null) {
        each.close();
      }
    }
  }

  /** A consumer as written for the hub's predecessor. */
  private static void subscribe() throws IOException {
    Thread consumer =
        new Thread(
            () -> {
              try (Jedis client = server.client()) {
                client.subscribe(
                    new JedisPubSub() {
                      @Override
                      public void onMessage(String channel, String message) {
                        idle.add(message);
                      }
                    },
                    "events:printer_idle");
              } catch (RuntimeException e) {
                // The server ends before it.
              }
            },
            "consumer");
    consumer.setDaemon(true);
    consumer.start();
  }

  /** All that the server tells of the printer, or nothing. */
  private static Map<String, String> printer() {
    try (Jedis client = server.client()) {
      return client.smembers("devices:all").stream()
          .filter(key -> key.startsWith("device:snapmaker:"))
          .findFirst()
          .map(client::hgetAll)
          .orElse(Map.of());
    }
  }

  private static void awaitStatus(String expected) {
    await("the state")
        .atMost(SOON)
        .untilAsserted(() -> assertThat(printer()).containsEntry("status", expected));
  }

  @Test
  @Order(1)
  void aConsumerOfThePredecessorWorksUnchanged() throws Exception {
    awaitStatus("IDLE");
    Map<String, String> hash = printer();
    assertThat(hash)
        .containsEntry("ip", PRINTER)
        .containsEntry("name", "Kiln")
        .containsEntry("kind", "snapmaker")
        .containsEntry("source", "snapmaker")
        .containsKeys("id", "last_seen");
    assertThat(Double.parseDouble(hash.get("last_seen")))
        .isCloseTo(System.currentTimeMillis() / 1000.0, offset(30.0));
    await("the event").atMost(SOON).until(() -> idle.size() == 1);
    JsonNode message = Rest.parse(idle.get(0));
    assertThat(message.path("id").asText()).isEqualTo(hash.get("id"));
    assertThat(message.path("ip").asText()).isEqualTo(PRINTER);
    assertThat(message.path("name").asText()).isEqualTo("Kiln");

    printers.status("RUNNING");
    awaitStatus("RUNNING");
    printers.status("IDLE");
    awaitStatus("IDLE");

    await("no event for what was seen again")
        .during(Duration.ofSeconds(3))
        .atMost(SOON)
        .until(() -> idle.size() == 2);
  }

  @Test
  @Order(2)
  void aHubWithTheRedisJarSharesDevices() throws Exception {
    assertThat(two.rest().each("/devices", "ip")).doesNotContain(PRINTER);
    Path jar = HubProcess.bundle("io.kitty.redis");
    Path deployed = Files.copy(jar, two.deploy().resolve(jar.getFileName()));

    await("the printer")
        .atMost(SOON)
        .untilAsserted(() -> assertThat(two.rest().each("/devices", "ip")).contains(PRINTER));
    JsonNode theirs = two.rest().json("/devices/" + printer().get("id"));
    JsonNode ours = one.rest().json("/devices/" + printer().get("id"));
    for (String member : List.of("id", "ip", "name", "kind", "status", "presence")) {
      assertThat(theirs.path(member)).as(member).isEqualTo(ours.path(member));
    }
    await("what the second one sees")
        .atMost(SOON)
        .untilAsserted(() -> assertThat(one.rest().each("/devices", "ip")).contains("127.0.12.1"));
    assertThat(two.console("kitty:registry --json")).contains("\"redis\",\"role\":\"serves\"");

    Files.delete(deployed);

    await("the printer to leave")
        .atMost(SOON)
        .untilAsserted(() -> assertThat(two.rest().each("/devices", "ip")).doesNotContain(PRINTER));
    assertThat(two.rest().get("/health").statusCode()).isEqualTo(200);
  }

  @Test
  @Order(3)
  void theHubRunsWithoutRedisAndReconnects() throws Exception {
    List<String> before = one.rest().each("/devices", "id");
    server.kill();

    await("the outage to show")
        .atMost(NOTICED)
        .until(() -> !one.rest().json("/health").path("redis").asBoolean(true));
    assertThat(one.rest().json("/health").path("status").asText()).isEqualTo("degraded");
    assertThat(one.rest().get("/health").body()).contains("nothing listens there");
    assertThat(one.rest().each("/devices", "id")).containsAll(before);
    assertThat(one.console("kitty:registry --json"))
        .contains("\"store\",\"role\":\"serves\"", "\"redis\",\"role\":\"away\"");

    printers.status("RUNNING");
    await("the change")
        .atMost(SOON)
        .untilAsserted(() -> assertThat(one.rest().each("/devices", "status")).contains("RUNNING"));
    server.start();

    await("the server to be noticed")
        .atMost(NOTICED)
        .until(() -> one.rest().json("/health").path("redis").asBoolean());
    awaitStatus("RUNNING");
    try (Jedis client = server.client()) {
      assertThat(client.xrange("events", "-", "+"))
          .as("what was told before the server lost it is not told again")
          .filteredOn(entry -> entry.getFields().get("event").equals("device_appeared"))
          .isEmpty();
    }
    assertThat(one.log().lines().filter(line -> line.contains("Devices are not shared")))
        .hasSize(1);
  }

  @Test
  @Order(4)
  void thePasswordIsNeverShown() throws Exception {
    for (HubProcess hub : List.of(one, two)) {
      assertThat(hub.log()).contains("Devices are shared through").doesNotContain(SECRET);
      for (String path : List.of("/health", "/protocols", "/metrics")) {
        assertThat(hub.rest().get(path).body()).doesNotContain(SECRET);
      }
      assertThat(hub.console("kitty:registry")).doesNotContain(SECRET);
      assertThat(hub.console("kitty:protocols")).doesNotContain(SECRET);
    }
  }
}
