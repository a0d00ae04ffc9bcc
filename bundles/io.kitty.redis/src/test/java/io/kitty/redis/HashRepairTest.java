// SPDX-License-Identifier: Apache-2.0
package io.kitty.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kitty.device.Device;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import redis.clients.jedis.Jedis;

/** What hubs share is deleted, or replaced, by somebody else. */
class HashRepairTest {

  private static final Device PRINTER = Sightings.printer(1, "IDLE");
  private static final String KEY = "device:bambu:S1";

  private static TestServer server;

  private Jedis client;
  private TestHub one;
  private TestHub two;

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
    one = new TestHub(server, "one");
    two = new TestHub(server, "two");
  }

  @AfterEach
  void disconnect() {
    one.close();
    two.close();
    client.close();
  }

  private static boolean check(TestHub hub) throws IOException {
    return hub.registry.repair().check(Duration.ZERO);
  }

  private void deleteAll() throws IOException {
    client.flushAll();
    for (TestHub hub : List.of(one, two)) {
      hub.connection.verify();
      assertThat(hub.connection.up()).isFalse();
    }
  }

  @Test
  void theSetIsFilledAnew() throws Exception {
    one.registry.save(List.of(PRINTER));
    client.del("devices:all");

    assertThat(check(one)).isFalse();

    assertThat(client.smembers("devices:all")).containsExactly(KEY);
    assertThat(server.events()).hasSize(2);
  }

  @Test
  void otherHubsFindWhatIsInTheOrderAgain() throws Exception {
    one.registry.save(List.of(PRINTER));
    client.del("devices:order");
    two.peers.poll();
    assertThat(two.context.relays()).isEmpty();

    assertThat(check(one)).isFalse();
    two.peers.poll();

    assertThat(two.context.relays()).hasSize(1);
  }

  @Test
  void aDeviceThatWasDeletedIsWrittenAnewAndNotTold() throws Exception {
    one.registry.save(List.of(Sightings.pinged(1)));
    two.registry.save(List.of(PRINTER));
    int told = server.events().size();
    client.del(KEY);

    for (TestHub hub : List.of(one, two)) {
      assertThat(check(hub)).isTrue();
      hub.registry.save(List.of(hub == one ? Sightings.pinged(1) : PRINTER));
      assertThat(check(hub)).isFalse();
    }

    assertThat(client.hgetAll(KEY))
        .containsEntry("status", "IDLE")
        .containsKeys("hub:one", "hub:two");
    assertThat(server.events()).hasSize(told);
  }

  @Test
  void whatPeopleSaidIsWrittenAnew() throws Exception {
    one.registry.saveNotes(Map.of("a", "1", "b", "2"));
    assertThat(check(one)).isFalse();
    client.del("devices:notes");

    assertThat(check(one)).isTrue();
  }

  @Test
  void aFieldThatNobodyCanReadIsReplaced() throws Exception {
    one.registry.save(List.of(PRINTER));
    client.hset(KEY, Map.of("hub:one", "rubbish", "hub:two", "9999999999999 more of it"));

    one.registry.renew();
    assertThat(one.registry.load()).isEmpty();
    two.peers.poll();
    one.registry.save(List.of(Sightings.printer(1, "RUNNING")));

    assertThat(client.hgetAll(KEY))
        .containsEntry("status", "RUNNING")
        .doesNotContainKey("hub:two")
        .doesNotContainEntry("hub:one", "rubbish");
    assertThat(server.events()).last().isEqualTo("device_changed bambu:S1");
  }

  @ParameterizedTest
  @CsvSource({
    "devices:all, list, set",
    "devices:order, list, zset",
    "events, list, stream",
    "devices:life, list, string",
    "devices:notes, list, hash"
  })
  void aKeyOfAnotherTypeIsToldAndNothingIsLost(String key, String type, String expected)
      throws Exception {
    one.registry.save(List.of(PRINTER));
    one.registry.saveNotes(Map.of("a", "b"));
    client.del(key);
    client.rpush(key, "of somebody else");

    assertThatThrownBy(() -> one.registry.save(List.of(Sightings.printer(1, "RUNNING"))))
        .hasMessageContaining(key);
    assertThat(one.connection.up()).isFalse();
    one.connection.open();
    assertThat(one.connection.reason())
        .contains("a " + type + " under the key " + key, "a " + expected + " of the hubs");
    assertThat(client.hget(KEY, "status")).isEqualTo("IDLE");
    assertThat(client.lrange(key, 0, -1)).containsExactly("of somebody else");

    client.del(key);
    one.reconnect();
    one.registry.save(List.of(Sightings.printer(1, "RUNNING")));
    check(one);

    assertThat(one.connection.reason()).isEmpty();
    assertThat(client.smembers("devices:all")).containsExactly(KEY);
    assertThat(server.events()).last().isEqualTo("device_changed bambu:S1");
  }

  @Test
  void aDeviceWhoseKeyHoldsSomethingElseIsToldUntilItIsShared() throws Exception {
    client.set(KEY, "no hash");
    client.sadd("devices:all", KEY);
    one.registry.save(List.of(PRINTER, Sightings.printer(2, "IDLE")));
    assertThat(check(one)).isFalse();
    assertThat(one.registry.repair().complaint()).contains("a device is not shared", KEY);
    assertThat(client.smembers("devices:all")).containsExactly("device:bambu:S2");

    client.del(KEY);
    assertThat(check(one)).isTrue();
    one.registry.save(List.of(PRINTER));

    assertThat(one.registry.repair().complaint()).isEmpty();
    assertThat(client.smembers("devices:all")).hasSize(2);
  }

  @Test
  void eachOneThatLeftOrCameWhileTheDatabaseWasLostIsToldOnce() throws Exception {
    for (TestHub hub : List.of(one, two)) {
      hub.registry.save(
          List.of(PRINTER, Sightings.printer(2, "IDLE"), Sightings.printer(3, "RUNNING")));
    }
    deleteAll();
    one.reconnect();
    two.reconnect();

    for (TestHub hub : List.of(one, two)) {
      hub.registry.save(
          List.of(
              Sightings.gone(PRINTER),
              Sightings.printer(2, "IDLE"),
              Sightings.printer(3, "IDLE"),
              Sightings.printer(4, "RUNNING")));
    }

    assertThat(server.events())
        .containsExactlyInAnyOrder(
            "device_departed bambu:S1",
            "device_changed bambu:S3",
            "printer_idle bambu:S3",
            "device_appeared bambu:S4");
  }

  @Test
  void whatAnotherHubStillSeesHasNotLeft() throws Exception {
    for (TestHub hub : List.of(one, two)) {
      hub.registry.save(List.of(PRINTER));
    }
    deleteAll();
    one.reconnect();
    two.reconnect();

    one.registry.save(List.of(Sightings.gone(PRINTER)));
    two.registry.save(List.of(PRINTER));

    assertThat(server.events()).isEmpty();
    assertThat(client.smembers("devices:all")).containsExactly(KEY);
  }

  @Test
  void aHubThatComesLateTellsNothingTwice() throws Exception {
    for (TestHub hub : List.of(one, two)) {
      hub.registry.save(List.of(PRINTER, Sightings.printer(2, "IDLE")));
    }
    deleteAll();
    one.reconnect();
    one.registry.save(List.of(Sightings.gone(PRINTER), Sightings.printer(2, "RUNNING")));
    two.connection.open(); // too late to put anything back
    two.registry.save(List.of(Sightings.gone(PRINTER), Sightings.printer(2, "RUNNING")));

    assertThat(server.events())
        .containsExactlyInAnyOrder("device_departed bambu:S1", "device_changed bambu:S2");
  }

  @Test
  void whatTheHubHasForgottenWhileTheDatabaseWasLostLeaves() throws Exception {
    Device before = Sightings.withId(PRINTER, "mac:02:00:00:00:00:01");
    one.registry.save(List.of(before));
    deleteAll();
    one.successors.put(before.id(), PRINTER.id());
    one.reconnect();

    assertThat(one.registry.repair().forgotten()).containsExactly(before.id());
    one.registry.forget(one.registry.repair().forgotten());

    assertThat(one.registry.repair().forgotten()).isEmpty();
    assertThat(server.events()).containsExactly("device_departed mac:02:00:00:00:00:01");
  }

  @Test
  void whatIsPutBackIsAsOldAsItWas() throws Exception {
    one.registry.save(List.of(Sightings.heard(PRINTER, Duration.ofSeconds(8))));
    two.registry.save(
        List.of(Sightings.heard(Sightings.printer(1, "RUNNING"), Duration.ofSeconds(4))));
    try (TestHub restarted = new TestHub(server, "one")) {
      restarted.registry.save(List.of(PRINTER)); // which it has been for eight seconds
      List<String> told = server.events();
      assertThat(client.hget(KEY, "status")).isEqualTo("RUNNING");
      deleteAll();
      restarted.connection.verify();

      restarted.reconnect();
      two.reconnect();

      assertThat(told).last().isEqualTo("device_changed bambu:S1");
      assertThat(client.hget(KEY, "status")).isEqualTo("RUNNING");
      assertThat(server.events()).isEmpty();
    }
  }

  @Test
  void nothingIsWrittenToAnotherDatabaseThanTheOneThatIsKnown() throws Exception {
    one.registry.save(List.of(PRINTER));
    client.flushAll();

    assertThatThrownBy(() -> one.registry.save(List.of(Sightings.printer(1, "RUNNING"))))
        .hasMessageContaining("its data were deleted");

    assertThat(client.exists(KEY)).isFalse();
    assertThat(server.events()).isEmpty();
  }

  @Test
  void otherHubsKeepWhatWasMerelyPutBack() throws Exception {
    two.registry.save(List.of(PRINTER));
    one.peers.poll();
    deleteAll();
    one.reconnect();
    two.reconnect();
    one.peers.poll();
    assertThat(one.context.goodbyes()).isEmpty();

    two.registry.save(List.of(Sightings.gone(PRINTER)));
    one.peers.poll();

    assertThat(one.context.goodbyes()).hasSize(1);
  }
}
