// SPDX-License-Identifier: Apache-2.0
package io.kitty.itests;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kitty.redis.TestServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import redis.clients.jedis.Jedis;

/**
 * Two hubs and faults of their Redis: they repair or report each, and publish every change once.
 */
@TestMethodOrder(OrderAnnotation.class)
class RedisFaultsIT {
  private static final Duration REPAIRED = Duration.ofSeconds(30);
  private static final String NETWORK = "127.0.15.";

  private static TestServer server;
  private static Jedis client;
  private static SnapmakerPrinters machines;
  private static HubProcess one;
  private static HubProcess two;

  /** The last octets of the addresses of the printers that reply. */
  private static List<Integer> printers = List.of();

  @BeforeAll
  static void start() throws Exception {
    Assumptions.linux();
    server = TestServer.with();
    client = server.client();
    // As earlier versions and the prototype's service may have left it.
    client.hset("device:host:192.0.2.1", Map.of("id", "host:192.0.2.1", "ip", "192.0.2.1"));
    client.sadd("devices:all", "host:192.0.2.1", "device:host:192.0.2.2", "host:192.0.2.3");
    machines = new SnapmakerPrinters("RUNNING");
    answering(List.of(1, 2, 3, 4, 5));
    one = prepare("faults-one");
    two = prepare("faults-two");
    one.start(Map.of("REDIS_URL", server.url()));
    two.configure(
        "io.kitty.redis",
        "enabled = true\nurl = " + server.url() + "\npassword.file =\ndevice.ttl = 300\n");
    two.start();
  }

  private static HubProcess prepare(String name) throws IOException {
    HubProcess hub = HubProcess.prepare(name);
    machines.askedBy(hub);
    hub.boot("kitty-snapmaker, kitty-redis, kitty-store, kitty-web, kitty-shell");
    return hub;
  }

  @AfterAll
  static void stop() throws Exception {
    for (AutoCloseable each : new AutoCloseable[] {one, two, machines, client, server}) {
      if (each != null) {
        each.close();
      }
    }
  }

  private static void answering(List<Integer> numbers) {
    printers = numbers;
    machines.replaceBy(numbers.stream().collect(toMap(i -> NETWORK + i, i -> "P" + i)));
  }

  private static String key(int printer) {
    return "device:snapmaker:" + NETWORK + printer;
  }

  private static Stream<String> keys(List<Integer> numbers) {
    return numbers.stream().map(RedisFaultsIT::key);
  }

  private static ConditionFactory within(Duration time, String what) {
    return await(what).atMost(time).pollInterval(Duration.ofMillis(200)).ignoreExceptions();
  }

  private static String health(HubProcess hub) throws Exception {
    return hub.rest().get("/health").body();
  }

  private static void awaitShared() {
    within(REPAIRED, "all printers")
        .untilAsserted(
            () -> {
              assertThat(client.smembers("devices:all")).containsAll(keys(printers).toList());
              assertThat(keys(printers).map(key -> client.hgetAll(key)))
                  .allSatisfy(hash -> assertThat(hash).containsEntry("status", machines.status()))
                  .allSatisfy(hash -> assertThat(hash.keySet().toString()).contains("hub:"));
              assertThat(client.zcard("devices:order")).isGreaterThanOrEqualTo(printers.size());
              assertThat(health(one)).contains("\"status\":\"ok\"");
              assertThat(health(two)).contains("\"status\":\"ok\"");
            });
  }

  @Test
  @Order(1)
  void theSetHasKeysWithoutEndedDevices() {
    awaitShared();
    within(REPAIRED, "the set to be put in order")
        .untilAsserted(
            () ->
                assertThat(client.smembers("devices:all"))
                    .containsExactlyInAnyOrderElementsOf(
                        Stream.concat(Stream.of("device:host:192.0.2.1"), keys(printers))
                            .toList()));
    client.sadd("devices:all", "device:bambu:ended");
    client.del("device:host:192.0.2.1");

    within(REPAIRED, "what ended to be taken out")
        .untilAsserted(
            () ->
                assertThat(client.smembers("devices:all"))
                    .containsExactlyInAnyOrderElementsOf(keys(printers).toList()));
  }

  @Test
  @Order(2)
  void deletedKeysAreRestoredWithoutEvents() {
    List<String> told = server.events();
    for (List<String> lost : List.of(List.of("devices:all", "devices:order"), List.of(key(1)))) {
      client.del(lost.toArray(String[]::new));

      awaitShared();

      assertThat(server.events()).isEqualTo(told);
    }
  }

  @Test
  @Order(3)
  void aKeyOfAnotherTypeIsReportedAndNoChangeLost() throws Exception {
    for (String key :
        List.of("devices:all", "devices:life", "events", "devices:order", "devices:notes")) {
      client.del("events");
      client.del(key);
      client.lpush(key, "of somebody else");
      for (HubProcess hub : List.of(one, two)) {
        within(REPAIRED, "the reason")
            .untilAsserted(
                () ->
                    assertThat(health(hub))
                        .contains("\"status\":\"degraded\"")
                        .contains(" under the key " + key)
                        .contains("rename or delete it there"));
      }
      String status = machines.status().equals("RUNNING") ? "PAUSED" : "RUNNING";
      machines.status(status);
      within(REPAIRED, "the hub to know")
          .until(() -> one.rest().each("/devices", "status").contains(status));
      assertThat(client.lrange(key, 0, -1)).containsExactly("of somebody else");
      client.del(key);

      awaitShared();
      assertThat(server.events())
          .as(key)
          .containsExactlyInAnyOrderElementsOf(events("device_changed", printers));
    }
  }

  @Test
  @Order(4)
  void aDeviceWhoseKeyHasAnotherTypeIsReported() throws Exception {
    client.del(key(3));
    client.set(key(3), "of somebody else");
    within(REPAIRED, "the reason")
        .untilAsserted(
            () -> assertThat(health(one)).contains("a device is not shared").contains(key(3)));
    assertThat(client.smembers("devices:all")).doesNotContain(key(3));
    client.del(key(3));

    awaitShared();
  }

  @Test
  @Order(5)
  void changesDuringARedisOutageArePublishedOnce() throws Exception {
    for (int round = 0; round < 2; round++) {
      List<Integer> before = printers;
      server.kill();
      answering(before.stream().map(i -> 10 + i).toList());
      for (HubProcess hub : List.of(one, two)) {
        within(REPAIRED, "the hubs to know")
            .untilAsserted(
                () ->
                    assertThat(hub.rest().each("/devices?source=snapmaker", "ip"))
                        .containsExactlyInAnyOrderElementsOf(
                            printers.stream().map(i -> NETWORK + i).toList()));
      }
      server.start();
      client.close();
      client = server.client();

      awaitShared();
      List<String> expected = new ArrayList<>(events("device_departed", before));
      expected.addAll(events("device_appeared", printers));
      within(REPAIRED, "all events, and no more")
          .during(Duration.ofSeconds(3))
          .untilAsserted(
              () -> assertThat(server.events()).containsExactlyInAnyOrderElementsOf(expected));
    }
  }

  @Test
  @Order(6)
  void everyOtherErrorIsOneSentence() throws Exception {
    int closed;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      closed = socket.getLocalPort();
    }
    String address = "://127.0.0.1:" + server.port();
    assertReason(
        "redis://redis:6379/0",
        "the host redis cannot be resolved; correct url (REDIS_URL), or have the name server know"
            + " it");
    assertReason("redis://127.0.0.1:" + closed, "nothing listens there");
    assertReason("redis" + address + "/99", "it has no database of that number");
    assertReason("redis://:secret@" + address.substring(3), "it knows no password");
    assertReason("redis-cluster" + address, "it is a single server and no cluster");
    assertReason("redis://127.0.0.1:" + two.httpPort(), "what answers there is no Redis");
    assertReason("rediss" + address, "does not speak TLS at that port");
    client.configSet("requirepass", "secret");
    assertReason("redis" + address, "it asks for a password");
    two.configure("io.kitty.redis", "password.file", "/nowhere/password");
    within(REPAIRED, "the reason")
        .until(() -> health(two).contains("/nowhere/password cannot be read: there is no such"));
  }

  private static void assertReason(String url, String expected) throws Exception {
    two.configure("io.kitty.redis", "url", url);
    within(REPAIRED, expected).until(() -> health(two).contains(expected));
    assertThat(health(two)).doesNotContain("Exception", "secret", "ERR ");
  }

  private static List<String> events(String event, List<Integer> numbers) {
    return keys(numbers).map(key -> key.replaceFirst("device:", event + " ")).toList();
  }
}
