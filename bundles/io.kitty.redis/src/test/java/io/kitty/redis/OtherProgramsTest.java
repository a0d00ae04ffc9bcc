// SPDX-License-Identifier: Apache-2.0
package io.kitty.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.kitty.device.Device;
import io.kitty.identifier.DeviceId;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;

/** KITTY's own program writes its devices beside the hub's, some of them under the same keys. */
class OtherProgramsTest {

  private static final long TTL = 900;

  /** Both programs call a machine that shows no identifier by its address. */
  private static final Device HOST = Sightings.withId(Sightings.pinged(1), "host:192.0.2.3");

  private static final String KEY = "device:host:192.0.2.3";

  private static TestServer server;

  private Jedis client;
  private TestHub hub;
  private double seen = 1763622000.25;

  @BeforeAll
  static void start() throws Exception {
    server = TestServer.with();
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  @BeforeEach
  void connect() throws Exception {
    client = server.client();
    client.flushAll();
    hub = new TestHub(server, "one");
  }

  @AfterEach
  void disconnect() {
    hub.close();
    client.close();
  }

  /** Writes a device as that program does. */
  private void upsert(String id) {
    Map<String, String> fields = new HashMap<>();
    fields.put("id", id);
    fields.put("ip", "192.0.2.3");
    fields.put("name", "");
    fields.put("kind", "host");
    fields.put("status", "away");
    fields.put("source", "ping");
    fields.put("last_seen", String.valueOf(seen++));
    client.hset("device:" + id, fields);
    client.sadd("devices:all", "device:" + id);
    client.expire("device:" + id, TTL);
  }

  private static boolean check(TestHub one) throws Exception {
    return one.registry.repair().check(Duration.ZERO);
  }

  @Test
  void whatTheyWriteUnderOurKeyIsNoNews() throws Exception {
    hub.registry.save(List.of(HOST));
    upsert("host:192.0.2.3");
    hub.registry.touch(List.of(HOST));
    hub.registry.save(List.of(HOST));
    assertThat(check(hub)).isFalse();

    assertThat(server.events()).containsExactly("device_appeared host:192.0.2.3");
    assertThat(client.smembers("devices:all")).containsExactly(KEY);
    assertThat(client.ttl(KEY)).isBetween(TTL - 10, TTL);
  }

  @Test
  void whatLeavesHereStaysThereForAsLongAsTheyStandByIt() throws Exception {
    hub.registry.save(List.of(HOST));
    upsert("host:192.0.2.3");
    hub.registry.save(List.of(Sightings.gone(HOST)));

    assertThat(server.events()).last().isEqualTo("device_departed host:192.0.2.3");
    assertThat(client.smembers("devices:all")).containsExactly(KEY);

    hub.registry.forget(List.of(HOST.id()));

    assertThat(client.smembers("devices:all")).containsExactly(KEY);
    assertThat(client.hgetAll(KEY).keySet())
        .containsExactlyInAnyOrder("id", "ip", "name", "kind", "status", "source", "last_seen");
    assertThat(client.ttl(KEY)).isBetween(TTL - 10, TTL);

    client.pexpire(KEY, 1);
    Awaitility.await().until(() -> !client.exists(KEY));
    hub.lapses.prune();

    assertThat(client.exists("devices:all")).isFalse();
    assertThat(server.events())
        .containsExactly("device_appeared host:192.0.2.3", "device_departed host:192.0.2.3");
  }

  @Test
  void whatLapsesHereStaysThere() throws Exception {
    try (TestHub brief = new TestHub(server, "brief", 1000, "")) {
      upsert("host:192.0.2.3");
      brief.registry.save(List.of(HOST));
      Awaitility.await()
          .until(
              () -> {
                brief.lapses.sweep();
                return !client.hexists(KEY, "presence");
              });
    }

    assertThat(client.smembers("devices:all")).containsExactly(KEY);
    assertThat(client.hget(KEY, "name")).isEmpty();
    assertThat(client.ttl(KEY)).isBetween(TTL - 30, TTL);
    assertThat(client.zcard("devices:order")).isZero();
  }

  @Test
  void theirShorterLifeDoesNotTakeOursAlong() throws Exception {
    hub.registry.save(List.of(HOST));
    client.expire(KEY, 2);
    assertThat(check(hub)).isFalse();

    assertThat(client.ttl(KEY)).isGreaterThan(30);
  }

  @Test
  void whatOnlyTheyHaveStaysUntilItExpires() throws Exception {
    upsert("ssdp:192.0.2.9");
    upsert("ssdp:192.0.2.10");
    client.del("device:ssdp:192.0.2.10");
    hub.registry.save(List.of(HOST));
    hub.lapses.sweep();
    hub.lapses.prune();

    assertThat(client.smembers("devices:all"))
        .containsExactlyInAnyOrder(KEY, "device:ssdp:192.0.2.9");
    assertThat(client.hgetAll("device:ssdp:192.0.2.9")).hasSize(7);
    assertThat(server.events()).containsExactly("device_appeared host:192.0.2.3");
  }

  @Test
  void idsThatEarlierVersionsAddedMakeWayForKeys() throws Exception {
    Device printer = Sightings.printer(2, "IDLE");
    hub.registry.save(List.of(HOST, printer));
    client.del("devices:all");
    client.sadd("devices:all", "host:192.0.2.3", "bambu:S2", "bambu:gone");

    hub.lapses.sweep();
    hub.lapses.prune();

    assertThat(client.smembers("devices:all")).containsExactlyInAnyOrder(KEY, "device:bambu:S2");
    hub.registry.forget(List.of(new DeviceId("bambu:S2")));
    assertThat(client.smembers("devices:all")).containsExactly(KEY);
  }

  @Test
  void whatEndedWhileAnEarlierVersionWasUpdatedIsToldOnce() throws Exception {
    try (TestHub brief = new TestHub(server, "brief", 1000, "")) {
      brief.registry.save(List.of(HOST));
    }
    client.del("devices:all");
    client.sadd("devices:all", "host:192.0.2.3");
    Awaitility.await().until(() -> !client.exists(KEY));
    try (TestHub updated = new TestHub(server, "brief", 1000, "")) {
      updated.lapses.prune();
      updated.lapses.sweep();
      updated.lapses.prune();
    }

    assertThat(server.events())
        .containsExactly("device_appeared host:192.0.2.3", "device_departed host:192.0.2.3");
    assertThat(client.exists("devices:all")).isFalse();
  }
}
