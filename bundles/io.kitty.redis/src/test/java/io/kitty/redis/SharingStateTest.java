// SPDX-License-Identifier: Apache-2.0
package io.kitty.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kitty.device.Device;
import io.kitty.identifier.DeviceId;
import io.kitty.state.MachineState;
import io.kitty.testkit.FakeContext.Goodbye;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;

/** What hubs together make of what each of them sees. */
class SharingStateTest {

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

  private Map<String, String> hash(Device device) {
    return client.hgetAll("device:" + device.id());
  }

  @Test
  void aConsumerOfThePrototypeFindsWhatItKnows() throws Exception {
    Device printer = Sightings.printer(1, "IDLE");

    one.registry.save(List.of(printer));

    assertThat(client.smembers("devices:all")).containsExactly("device:bambu:S1");
    assertThat(hash(printer))
        .containsEntry("id", "bambu:S1")
        .containsEntry("ip", "192.0.2.3")
        .containsEntry("name", "Printer 1")
        .containsEntry("kind", "bambu")
        .containsEntry("status", "IDLE")
        .containsEntry("source", "bambu")
        .containsKey("last_seen");
    assertThat(client.ttl("device:bambu:S1")).isBetween(55L, 60L);
    assertThat(server.events())
        .containsExactly("device_appeared bambu:S1", "printer_idle bambu:S1");
  }

  @Test
  void aChangeThatAllSeeIsToldOnce() throws Exception {
    for (String status : List.of("IDLE", "RUNNING", "IDLE")) {
      one.registry.save(List.of(Sightings.printer(1, status)));
      two.registry.save(List.of(Sightings.printer(1, status)));
    }

    assertThat(server.events())
        .containsExactly(
            "device_appeared bambu:S1",
            "printer_idle bambu:S1",
            "device_changed bambu:S1",
            "device_changed bambu:S1",
            "printer_idle bambu:S1");
  }

  @Test
  void anotherJobIsNoChange() throws Exception {
    for (String job : List.of("cat", "dog")) {
      MachineState state = MachineState.builder().job(job).build();
      one.registry.save(List.of(Sightings.printer(1, "RUNNING", state)));
    }

    assertThat(server.events()).containsExactly("device_appeared bambu:S1");
    assertThat(hash(Sightings.printer(1, "RUNNING")).get("details"))
        .as("members of a JSON object, those of the facts first")
        .isEqualTo(
            "\"addresses\":[\"192.0.2.3\"],\"services\":[],\"vendor\":\"Bambu Lab\",\n\"job\":{\"name\":\"dog\"}");
  }

  @Test
  void theEndOfAJobIsToldOnceByHubsThatBothAsk() throws Exception {
    MachineState state = MachineState.builder().job("cat").build();
    for (String status : List.of("RUNNING", "FINISHED", "IDLE", "RUNNING", "ERROR")) {
      for (TestHub hub : List.of(one, two)) {
        hub.registry.save(List.of(Sightings.printer(1, status, state)));
      }
    }

    assertThat(server.events())
        .filteredOn(event -> event.startsWith("printer"))
        .containsExactly(
            "printer_finished bambu:S1", "printer_idle bambu:S1", "printer_failed bambu:S1");
    assertThat(server.data("device_changed"))
        .as("one line")
        .contains("\"vendor\":\"Bambu Lab\",\"job\":{\"name\":\"cat\"}");
    assertThat(server.data("printer_failed"))
        .isEqualTo(
            "{\"id\":\"bambu:S1\",\"ip\":\"192.0.2.3\",\"name\":\"Printer 1\",\"job\":{\"name\":\"cat\"}}");
  }

  @Test
  void aPrinterThatIsFirstSeenAfterItsJobIsNoNews() throws Exception {
    one.registry.save(List.of(Sightings.printer(1, "FINISHED")));
    one.registry.save(List.of(Sightings.pinged(2)));
    one.registry.save(List.of(Sightings.printer(2, "ERROR")));

    assertThat(server.events()).noneMatch(event -> event.startsWith("printer"));
  }

  @Test
  void aReadingIsSharedWithoutAChange() throws Exception {
    one.registry.save(List.of(Sightings.printer(1, "RUNNING")));
    Device later = Sightings.printer(1, "RUNNING", MachineState.builder().job("dog").build());
    one.registry.touch(List.of(later));
    assertThat(hash(later).get("details")).as("not each second").doesNotContain("dog");

    await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () -> {
              one.registry.touch(List.of(later));
              return hash(later).get("details").contains("dog");
            });
    assertThat(server.events()).containsExactly("device_appeared bambu:S1");
  }

  @Test
  void aHubThatMerelyPingsChangesNothing() throws Exception {
    one.registry.save(List.of(Sightings.printer(1, "IDLE")));
    two.registry.save(List.of(Sightings.pinged(1)));

    assertThat(hash(Sightings.printer(1, "IDLE")))
        .containsEntry("status", "IDLE")
        .containsEntry("source", "bambu")
        .containsEntry("name", "Printer 1");
    assertThat(server.events())
        .containsExactly("device_appeared bambu:S1", "printer_idle bambu:S1");
  }

  @Test
  void theStateThatWasHeardLastCountsWhoeverWritesFirst() throws Exception {
    one.registry.save(List.of(Sightings.printer(1, "RUNNING")));
    two.registry.save(
        List.of(Sightings.heard(Sightings.printer(1, "IDLE"), Duration.ofSeconds(5))));

    assertThat(hash(Sightings.printer(1, "IDLE"))).containsEntry("status", "RUNNING");
    assertThat(server.events()).containsExactly("device_appeared bambu:S1");
  }

  @Test
  void aHubThatRemembersLessThanItOnceKnewTellsNothing() throws Exception {
    one.registry.save(List.of(Sightings.printer(1, "RUNNING")));
    try (TestHub restarted = new TestHub(server, "one")) {
      restarted.registry.save(
          List.of(Sightings.heard(Sightings.printer(1, "IDLE"), Duration.ofSeconds(5))));
      assertThat(hash(Sightings.printer(1, "IDLE"))).containsEntry("status", "RUNNING");
      assertThat(server.events()).hasSize(1);

      restarted.registry.save(List.of(Sightings.printer(1, "PAUSE")));

      assertThat(hash(Sightings.printer(1, "IDLE"))).containsEntry("status", "PAUSE");
      assertThat(server.events()).hasSize(2);
    }
  }

  @Test
  void anAddressJoinsAmongHubsOfOneSiteOnly() throws Exception {
    try (TestHub far = new TestHub(server, "far", TestHub.TTL, "cellar")) {
      one.registry.save(List.of(Sightings.pinged(1)));
      far.registry.save(List.of(Sightings.pinged(2)));
      two.peers.poll();

      assertThat(two.context.relays())
          .extracting(relay -> relay.sighting().endpoint().interfaceName())
          .containsExactlyInAnyOrder("", "site:cellar");
    }
  }

  @Test
  void anAddressOfAnotherSiteIsAnotherMachine() throws Exception {
    Device here = Sightings.withId(Sightings.pinged(1), "host:192.0.2.3");
    try (TestHub far = new TestHub(server, "far", TestHub.TTL, "cellar")) {
      one.registry.save(List.of(here));
      far.registry.save(List.of(here, Sightings.printer(2, "RUNNING")));
      assertThat(client.smembers("devices:all"))
          .containsExactlyInAnyOrder(
              "device:host:192.0.2.3", "device:host:192.0.2.3:%40cellar", "device:bambu:S2");
      assertThat(far.registry.load()).contains(here);

      far.registry.save(List.of(here));
      far.registry.forget(List.of(here.id()));

      assertThat(client.smembers("devices:all"))
          .containsExactlyInAnyOrder("device:host:192.0.2.3", "device:bambu:S2");
    }
  }

  @Test
  void theLastToSeeItTellsThatItLeft() throws Exception {
    one.registry.save(List.of(Sightings.printer(1, "IDLE")));
    two.registry.save(List.of(Sightings.printer(1, "IDLE")));
    one.registry.save(List.of(Sightings.gone(Sightings.printer(1, "IDLE"))));
    assertThat(server.events()).hasSize(2);
    assertThat(client.scard("devices:all")).isEqualTo(1);

    two.registry.save(List.of(Sightings.gone(Sightings.printer(1, "IDLE"))));

    assertThat(server.events()).hasSize(3).last().isEqualTo("device_departed bambu:S1");
    assertThat(client.scard("devices:all")).isZero();
    assertThat(hash(Sightings.printer(1, "IDLE"))).containsEntry("presence", "departed");
  }

  @Test
  void aBetterIdNamesTheSuccessorOnce() throws Exception {
    Device before = Sightings.withId(Sightings.printer(1, "IDLE"), "mac:02:00:00:00:00:01");
    Device after = Sightings.printer(1, "IDLE");
    one.registry.save(List.of(before));
    two.registry.save(List.of(before));
    for (TestHub hub : List.of(one, two)) {
      hub.successors.put(before.id(), after.id());
      hub.registry.save(List.of(after));
      hub.registry.forget(List.of(before.id()));
    }

    assertThat(server.events())
        .containsExactly(
            "device_appeared mac:02:00:00:00:00:01",
            "printer_idle mac:02:00:00:00:00:01",
            "device_appeared bambu:S1",
            "printer_idle bambu:S1",
            "device_departed mac:02:00:00:00:00:01");
    assertThat(client.xrevrange("events", "+", "-").get(0).getFields().get("data"))
        .contains("\"reason\":\"MERGED\",\"successor\":\"bambu:S1\"");
  }

  @Test
  void whatOthersWroteIsPassedOn() throws Exception {
    Device printer = Sightings.printer(1, "IDLE");
    two.registry.save(List.of(printer));
    one.peers.poll();
    assertThat(one.context.relays()).hasSize(1);
    var relayed = one.context.relays().get(0);

    assertThat(relayed.origin().id()).isEqualTo("bambu");
    assertThat(relayed.sighting().lifetime().toMillis()).isBetween(40_000L, TestHub.TTL);
  }

  @Test
  void whatLeavesElsewhereIsWithdrawn() throws Exception {
    Device printer = Sightings.printer(1, "IDLE");
    two.registry.save(List.of(printer));
    one.peers.poll();
    two.registry.save(List.of(Sightings.gone(printer)));
    one.peers.poll();

    assertThat(one.context.goodbyes())
        .containsExactly(new Goodbye("two bambu S1", printer.address().orElseThrow()));
  }

  @Test
  void aBetterIdElsewhereWithdrawsNothing() throws Exception {
    Device printer = Sightings.printer(1, "IDLE");
    Device before = Sightings.withId(printer, "mac:02:00:00:00:00:01");
    two.registry.save(List.of(before));
    one.peers.poll();
    two.registry.save(List.of(printer));
    two.registry.forget(List.of(before.id()));
    one.peers.poll();

    assertThat(one.context.relays()).hasSize(2);
    assertThat(one.context.goodbyes()).isEmpty();
  }

  @Test
  void whatAHubThatDiedSawEndsAndIsToldByAnother() throws Exception {
    Device printer = Sightings.printer(1, "IDLE");
    try (TestHub three = new TestHub(server, "three", 1000, "")) {
      three.registry.save(List.of(printer));
    }
    client.pexpire("device:bambu:S1", TestHub.TTL); // however late the other one is
    TestHub brief = new TestHub(server, "four", 1000, "");
    org.awaitility.Awaitility.await()
        .until(
            () -> {
              brief.lapses.sweep();
              return client.scard("devices:all") == 0;
            });

    assertThat(server.events()).last().isEqualTo("device_departed bambu:S1");
    assertThat(client.xrevrange("events", "+", "-").get(0).getFields().get("data"))
        .contains("\"name\":\"Printer 1\"", "\"reason\":\"EXPIRED\"");
    brief.close();
  }

  @Test
  void whatIsSeenIsRenewedWithoutAnEvent() throws Exception {
    try (TestHub brief = new TestHub(server, "brief", 900, "")) {
      Device printer = Sightings.printer(1, "IDLE");
      brief.registry.save(List.of(printer));
      String first = hash(printer).get("hub:brief").substring(0, 13);
      org.awaitility.Awaitility.await()
          .until(
              () -> {
                brief.registry.renew();
                return !hash(printer).get("hub:brief").startsWith(first);
              });

      assertThat(client.pttl("device:bambu:S1")).isGreaterThan(600);
      assertThat(server.events()).hasSize(2);
    }
  }

  @Test
  void aHashThatWasDeletedIsPutBackBeforeAnybodyTellsThatItEnded() throws Exception {
    Device printer = Sightings.printer(1, "IDLE");
    one.registry.save(List.of(printer));
    two.registry.save(List.of(printer));
    List<String> told = server.events();
    client.del("device:bambu:S1");

    two.lapses.prune();
    two.lapses.sweep();
    for (TestHub hub : List.of(one, two)) {
      assertThat(hub.registry.repair().check(Duration.ZERO)).isTrue();
      hub.registry.save(List.of(printer));
    }

    assertThat(hash(printer)).containsEntry("presence", "present");
    assertThat(client.smembers("devices:all")).containsExactly("device:bambu:S1");
    assertThat(server.events()).isEqualTo(told);
  }

  @Test
  void aKeyThatHoldsSomethingElseKeepsNobodyFromReadingTheOthers() throws Exception {
    Device printer = Sightings.printer(1, "IDLE");
    two.registry.save(List.of(printer, Sightings.printer(2, "IDLE")));
    one.peers.poll();
    assertThat(one.context.relays()).hasSize(2);
    client.del("device:bambu:S2");
    client.set("device:bambu:S2", "of somebody else");

    assertThat(two.registry.load()).containsExactly(printer);
    one.peers.reconcile();
    one.peers.poll();

    assertThat(one.context.relays()).hasSize(3);
    assertThat(one.context.goodbyes()).extracting(Goodbye::key).containsExactly("two bambu S2");
  }

  @Test
  void aLostDatabaseIsWrittenAnewAndOnlyNewsIsTold() throws Exception {
    one.registry.save(List.of(Sightings.printer(1, "IDLE"), Sightings.printer(2, "IDLE")));
    two.registry.save(List.of(Sightings.pinged(1), Sightings.pinged(2)));
    client.flushAll();
    one.connection.verify();
    two.connection.verify();
    assertThat(one.connection.up()).isFalse();
    one.reconnect();
    two.reconnect();

    two.registry.save(List.of(Sightings.pinged(1), Sightings.pinged(2)));
    one.registry.save(List.of(Sightings.printer(1, "IDLE"), Sightings.printer(2, "RUNNING")));

    assertThat(server.events()).containsExactly("device_changed bambu:S2");
    assertThat(hash(Sightings.printer(1, "IDLE"))).containsEntry("status", "IDLE");
    assertThat(client.smembers("devices:all"))
        .containsExactlyInAnyOrder("device:bambu:S1", "device:bambu:S2");
  }

  @Test
  void whatThePrototypeLeftIsLeftAlone() throws Exception {
    client.hset("device:bambu:old", Map.of("id", "bambu:old", "last_seen", "yesterday"));
    client.set("device:bambu:S2", "no hash");
    client.sadd("devices:all", "device:bambu:old", "device:bambu:gone", "device:bambu:S2");
    one.registry.save(List.of(Sightings.printer(1, "IDLE"), Sightings.printer(2, "IDLE")));
    one.registry.forget(List.of(new DeviceId("bambu:old")));
    one.lapses.sweep();
    one.lapses.prune();

    assertThat(client.smembers("devices:all"))
        .containsExactlyInAnyOrder("device:bambu:old", "device:bambu:S1");
    assertThat(client.hgetAll("device:bambu:old")).hasSize(2);
    assertThat(client.get("device:bambu:S2")).isEqualTo("no hash");
    assertThat(server.events())
        .containsExactly("device_appeared bambu:S1", "printer_idle bambu:S1");
  }
}
