// SPDX-License-Identifier: Apache-2.0
package io.kitty.model;

import static io.kitty.model.ModelHarness.BAMBU;
import static io.kitty.model.ModelHarness.LIFETIME;
import static io.kitty.model.ModelHarness.PING;
import static io.kitty.model.ModelHarness.SSDP;
import static org.assertj.core.api.Assertions.assertThat;

import io.kitty.device.Device;
import io.kitty.device.Endpoint;
import io.kitty.device.Evidence;
import io.kitty.device.Fact;
import io.kitty.device.Service;
import io.kitty.device.Sighting;
import io.kitty.event.DeviceEvent.Changed;
import io.kitty.event.DeviceEvent.Departed;
import io.kitty.identifier.DeviceId;
import io.kitty.identifier.Identifier;
import io.kitty.model.device.FlappingDetector;
import io.kitty.state.DeviceStatus;
import io.kitty.state.MachineState;
import io.kitty.testkit.FakeClock;
import io.kitty.testkit.TestLinks;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EventsTest {

  private final ModelHarness lan = new ModelHarness();

  @Test
  void aDeviceAppearsOnce() {
    for (int i = 0; i < 5; i++) {
      lan.ping("192.0.2.5", "05");
      lan.pass(Duration.ofMinutes(1));
    }

    assertThat(lan.news()).containsExactly("appeared mac:0a:00:00:00:00:05");
    Device device = lan.device("mac:0a:00:00:00:00:05");
    assertThat(device.firstSeen()).isEqualTo(FakeClock.START);
    assertThat(device.lastSeen()).isEqualTo(FakeClock.START.plusSeconds(240));
  }

  @Test
  void aBatchIsPublishedOncePerDevice() {
    Endpoint printer = new Endpoint(TestLinks.address("192.0.2.7"), "eth0");
    Sighting.Builder first = Sighting.of("00M1", printer, LIFETIME);
    for (int i = 0; i < 5; i++) {
      Sighting named = first.fact(Fact.NAME, "name " + i).build();
      lan.set.take(BAMBU, named, null, lan.now());
    }
    lan.set.take(PING, Sighting.of("192.0.2.7", printer, LIFETIME).build(), null, lan.now());
    assertThat(lan.events).isEmpty();

    lan.set.settle(lan.now());

    assertThat(lan.news()).containsExactly("appeared bambu:192.0.2.7");
    Device device = lan.device("bambu:192.0.2.7");
    assertThat(device.facts()).containsEntry(Fact.NAME, "name 4");
    assertThat(device.evidence()).hasSize(2);
  }

  @Test
  void lastSeenIsNotBeforeFirstSeen() {
    lan.ping("192.0.2.5", "05");
    lan.clock.set(FakeClock.START.minus(Duration.ofHours(1)));
    lan.ping("192.0.2.5", "05");

    Device device = lan.device("mac:0a:00:00:00:00:05");
    assertThat(device.firstSeen()).isEqualTo(FakeClock.START);
    assertThat(device.lastSeen()).isEqualTo(FakeClock.START);
    assertThat(device.evidence().get(0).lastSeen()).isEqualTo(FakeClock.START);

    lan.clock.set(FakeClock.START.plusSeconds(5));
    lan.ping("192.0.2.5", "05");
    assertThat(lan.device("mac:0a:00:00:00:00:05").lastSeen())
        .isEqualTo(FakeClock.START.plusSeconds(5));
  }

  @Test
  void readingsAreNoEventButShown() {
    lan.seen(PING, "p", "192.0.2.5", "05", s -> s.reading("rtt_ms", 1.0));
    lan.news();
    lan.seen(PING, "p", "192.0.2.5", "05", s -> s.reading("rtt_ms", 2.0));

    assertThat(lan.news()).isEmpty();
    assertThat(lan.device("mac:0a:00:00:00:00:05").evidence().get(0).sighting().readings())
        .containsEntry("rtt_ms", 2.0);
  }

  @Test
  void theProgressOfAJobIsNoEventButShown() {
    for (double progress : new double[] {0.1, 0.2}) {
      lan.news();
      MachineState state = MachineState.builder().job("cat").progress(progress).build();
      lan.seen(BAMBU, "01A", "192.0.2.5", "05", s -> s.status(DeviceStatus.RUNNING).state(state));
    }

    assertThat(lan.news()).isEmpty();
    assertThat(lan.device("mac:0a:00:00:00:00:05").state())
        .isEqualTo(MachineState.builder().job("cat").progress(0.2).build());
    assertThat(lan.set.deviceTable().takeRead()).hasSize(1);
    assertThat(lan.set.deviceTable().takeRead()).as("told already").isEmpty();
  }

  @Test
  void aChangeHasBothStates() {
    lan.seen(BAMBU, "01A", "192.0.2.5", "05", s -> s.fact(Fact.STATUS, "IDLE"));
    lan.news();
    lan.seen(BAMBU, "01A", "192.0.2.5", "05", s -> s.fact(Fact.STATUS, "RUNNING"));

    assertThat(lan.events).hasSize(1);
    Changed changed = (Changed) lan.events.get(0);
    assertThat(changed.before().status()).isEqualTo("IDLE");
    assertThat(changed.device().status()).isEqualTo("RUNNING");
    assertThat(changed.replay()).isFalse();
  }

  @Test
  void attributesAndServicesAreEvents() {
    lan.seen(SSDP, "x", "192.0.2.5", "05", s -> s);
    lan.news();
    lan.seen(SSDP, "x", "192.0.2.5", "05", s -> s.attribute("SERVER", "x"));
    lan.seen(
        SSDP,
        "x",
        "192.0.2.5",
        "05",
        s -> s.attribute("SERVER", "x").service(new Service("http", "", 80, Map.of())));

    assertThat(lan.news())
        .containsExactly("changed mac:0a:00:00:00:00:05", "changed mac:0a:00:00:00:00:05");
  }

  @Test
  void distinguishesExpiryFromGoodbye() {
    lan.ping("192.0.2.5", "05");
    lan.ping("192.0.2.6", "06");
    lan.news();
    lan.goodbye(PING, "192.0.2.5", "192.0.2.5");
    assertThat(lan.news()).containsExactly("departed mac:0a:00:00:00:00:05 GOODBYE");

    lan.pass(LIFETIME);
    assertThat(lan.news()).containsExactly("departed mac:0a:00:00:00:00:06 EXPIRED");
    assertThat(lan.device("mac:0a:00:00:00:00:06").departure().at())
        .isEqualTo(FakeClock.START.plus(LIFETIME));
    assertThat(lan.set.nextExpiry()).isEmpty();
  }

  @Test
  void ignoresGoodbyesOfOthers() {
    lan.ping("192.0.2.5", "05");
    lan.news();
    lan.goodbye(PING, "192.0.2.5", "192.0.2.6");
    lan.goodbye(PING, "192.0.2.6", "192.0.2.5");
    lan.goodbye(SSDP, "192.0.2.5", "192.0.2.5");

    assertThat(lan.news()).isEmpty();
  }

  @Test
  void aDeviceStaysWhileAnyEvidenceIsLive() {
    lan.ping("192.0.2.5", "05");
    lan.pass(Duration.ofMinutes(2));
    lan.ssdp("uuid:u-05", "192.0.2.5", "05");
    lan.news();
    lan.pass(Duration.ofMinutes(1));

    assertThat(lan.news()).containsExactly("changed uuid:u-05");
    assertThat(lan.device("uuid:u-05").sightings()).hasSize(1);
    lan.pass(Duration.ofMinutes(2));
    assertThat(lan.news()).containsExactly("departed uuid:u-05 EXPIRED");
  }

  @Test
  void evidenceExpiresAfterItsLifetime() {
    for (int minutes : List.of(7, 1, 5)) {
      Endpoint place = new Endpoint(TestLinks.address("192.0.2." + minutes), "eth0");
      Sighting sighting = Sighting.of("m" + minutes, place, Duration.ofMinutes(minutes)).build();
      lan.set.sighted(PING, sighting, null, lan.now());
    }
    lan.news();
    lan.pass(Duration.ofMinutes(1).minusNanos(1));
    assertThat(lan.news()).isEmpty();
    lan.pass(Duration.ofNanos(1));
    assertThat(lan.news()).containsExactly("departed host:192.0.2.1 EXPIRED");
    lan.pass(Duration.ofMinutes(10));
    assertThat(lan.news())
        .containsExactly("departed host:192.0.2.5 EXPIRED", "departed host:192.0.2.7 EXPIRED");
  }

  @Test
  void appliesAShorterLifetime() {
    lan.ping("192.0.2.5", "05");
    Sighting shorter =
        Sighting.of(
                "192.0.2.5",
                new Endpoint(TestLinks.address("192.0.2.5"), "eth0"),
                Duration.ofSeconds(10))
            .build();
    lan.set.sighted(PING, shorter, null, lan.now());
    lan.pass(Duration.ofSeconds(10));

    assertThat(lan.ids()).containsExactly("(mac:0a:00:00:00:00:05)");
  }

  @Test
  void boundsLifetimes() {
    Endpoint place = new Endpoint(TestLinks.address("192.0.2.5"), "eth0");
    Sighting sighting = Sighting.of("x", place, Duration.ofSeconds(Long.MAX_VALUE)).build();

    assertThat(lan.set.sighted(PING, sighting, null, lan.now())).isTrue();
    lan.pass(Duration.ofDays(30));
    assertThat(lan.ids()).containsExactly("(host:192.0.2.5)");
  }

  @Test
  void wallClockJumpsExpireNothing() {
    lan.clock.set(Instant.EPOCH);
    lan.ping("192.0.2.5", "05");
    lan.clock.set(FakeClock.START);
    lan.set.expire(lan.now());
    lan.ping("192.0.2.6", "06");
    lan.clock.set(Instant.EPOCH);
    lan.set.expire(lan.now());
    lan.ping("192.0.2.6", "06");

    assertThat(lan.ids()).containsExactly("mac:0a:00:00:00:00:05", "mac:0a:00:00:00:00:06");
    assertThat(lan.device("mac:0a:00:00:00:00:06").lastSeen())
        .as("not before it was seen first")
        .isEqualTo(FakeClock.START);
  }

  @Test
  void stoppingAProtocolRemovesItsEvidence() {
    lan.ping("192.0.2.5", "05");
    lan.ssdp("uuid:u-05", "192.0.2.5", "05");
    lan.ping("192.0.2.6", "06");
    lan.news();
    lan.set.stopped("ping", lan.now());

    assertThat(lan.news())
        .containsExactlyInAnyOrder(
            "changed uuid:u-05", "departed mac:0a:00:00:00:00:06 PROVIDER_STOPPED");
    assertThat(lan.device("uuid:u-05").sightings().map(Evidence::source)).containsExactly(SSDP);
  }

  @Test
  void aForgottenDeviceAppearsAnew() {
    lan.ping("192.0.2.5", "05");
    lan.news();
    assertThat(lan.forget("host:192.0.2.5")).isTrue();
    assertThat(lan.forget("host:192.0.2.5")).isFalse();
    assertThat(lan.devices()).isEmpty();
    assertThat(lan.set.isEmpty()).isTrue();
    lan.pass(Duration.ofMinutes(1));
    lan.ping("192.0.2.5", "05");

    assertThat(lan.news())
        .containsExactly(
            "departed mac:0a:00:00:00:00:05 FORGOTTEN", "appeared mac:0a:00:00:00:00:05");
    assertThat(lan.device("mac:0a:00:00:00:00:05").firstSeen())
        .isEqualTo(FakeClock.START.plusSeconds(60));
  }

  @Test
  void forgettingADepartedDeviceIsNoEvent() {
    lan.ping("192.0.2.5", "05");
    lan.pass(LIFETIME);
    lan.news();
    lan.forget("mac:0a:00:00:00:00:05");

    assertThat(lan.news()).isEmpty();
    assertThat(lan.removals).containsExactly("(mac:0a:00:00:00:00:05) forgotten");
    assertThat(lan.set.isEmpty()).isTrue();
  }

  @Test
  void aReturningRecordWithABetterIdHasASuccessor() {
    lan.seen(SSDP, "x", "192.0.2.5", "", s -> s);
    lan.goodbye(SSDP, "x", "192.0.2.5");
    lan.news();
    lan.seen(SSDP, "x", "192.0.2.5", "", s -> s.identifier(Identifier.uuid("u-05")));

    assertThat(lan.ids()).containsExactly("uuid:u-05");
    assertThat(lan.news()).containsExactly("appeared uuid:u-05");
    assertThat(lan.removals).containsExactly("(ssdp:192.0.2.5) uuid:u-05");
  }

  @Test
  void aRecordWithABetterIdHasASuccessor() {
    lan.ping("192.0.2.5", "");
    lan.ping("192.0.2.5", "05");

    assertThat(lan.news())
        .containsExactly(
            "appeared host:192.0.2.5",
            "appeared mac:0a:00:00:00:00:05",
            "departed host:192.0.2.5 MERGED mac:0a:00:00:00:00:05");
    assertThat(lan.removals).containsExactly("host:192.0.2.5 mac:0a:00:00:00:00:05");
    assertThat(lan.device("host:192.0.2.5").id().value()).isEqualTo("mac:0a:00:00:00:00:05");
  }

  @Test
  void mergesRecordsFoundToBeOneDevice() {
    lan.ping("192.0.2.5", "05");
    lan.pass(Duration.ofMinutes(1));
    lan.ssdp("uuid:u-05", "192.0.2.6", "");
    lan.news();
    lan.ssdp("uuid:u-05", "192.0.2.6", "05");

    assertThat(lan.events).hasSize(2);
    assertThat(lan.events.get(0)).isInstanceOf(Changed.class);
    Departed departed = (Departed) lan.events.get(1);
    assertThat(departed.successor()).isEqualTo(new DeviceId("uuid:u-05"));
    assertThat(departed.device().present()).isFalse();
  }

  @Test
  void anAliasFindsThePresentDevice() {
    lan.ping("192.0.2.5", "05");
    lan.pass(LIFETIME);
    assertThat(lan.device("host:192.0.2.5").id().value()).isEqualTo("mac:0a:00:00:00:00:05");
    lan.ping("192.0.2.5", "06");
    assertThat(lan.device("host:192.0.2.5").id().value()).isEqualTo("mac:0a:00:00:00:00:06");
    lan.forget("mac:0a:00:00:00:00:06");

    assertThat(lan.device("host:192.0.2.5").id().value()).isEqualTo("mac:0a:00:00:00:00:05");
    lan.forget("mac:0a:00:00:00:00:05");
    assertThat(lan.find("host:192.0.2.5")).isEmpty();
  }

  @Test
  void anonymousEvidenceIsRememberedWhenBothEndTogether() {
    lan.seen(PING, "p", "192.0.2.5", "", s -> s);
    lan.seen(BAMBU, "b", "192.0.2.5", "", s -> s);
    lan.news();
    lan.pass(LIFETIME);

    assertThat(lan.ids()).containsExactly("(bambu:192.0.2.5)");
    assertThat(lan.news()).containsExactly("departed bambu:192.0.2.5 EXPIRED");
  }

  @Test
  void anAnonymousDeviceReturnsUnderItsId() {
    lan.seen(SSDP, "one", "192.0.2.5", "", s -> s);
    lan.pass(LIFETIME);
    lan.seen(SSDP, "two", "192.0.2.5", "", s -> s);

    assertThat(lan.ids()).containsExactly("ssdp:192.0.2.5");
    assertThat(lan.device("ssdp:192.0.2.5").firstSeen()).isEqualTo(FakeClock.START);
  }

  @Test
  void aMergedDepartureHasItsTime() {
    lan.seen(SSDP, "a", "192.0.2.5", "", s -> s.identifier(Identifier.uuid("u-05")));
    lan.goodbye(SSDP, "a", "192.0.2.5");
    lan.pass(Duration.ofMinutes(1));
    lan.seen(SSDP, "b", "192.0.2.6", "", s -> s.identifier(Identifier.hostName("alpha")));
    lan.seen(
        SSDP,
        "b",
        "192.0.2.6",
        "",
        s -> s.identifier(Identifier.hostName("alpha")).identifier(Identifier.uuid("u-05")));
    lan.goodbye(SSDP, "b", "192.0.2.6");

    assertThat(lan.device("uuid:u-05").departure().at()).isEqualTo(FakeClock.START.plusSeconds(60));
  }

  @Test
  void flappingAddsOneWarning() {
    for (int i = 0; i < 40; i++) {
      named(i % 2 == 0 ? "left" : "right");
      lan.pass(Duration.ofSeconds(2));
    }

    assertThat(lan.device("uuid:u-1").warnings())
        .singleElement()
        .satisfies(
            warning -> {
              assertThat(warning.code()).isEqualTo("flapping");
              assertThat(warning.text())
                  .isEqualTo("its name goes to and fro between \"right\" and \"left\"");
            });
    lan.pass(FlappingDetector.QUIET.plusSeconds(1));
    lan.news();
    lan.set.expireWarnings(lan.now());
    assertThat(lan.device("uuid:u-1").warnings()).isEmpty();
    assertThat(lan.news()).containsExactly("changed uuid:u-1");
  }

  @Test
  void alternatingAddressesAddOneWarning() {
    String[] addresses = {"192.0.2.5", "192.0.2.6"};
    for (int i = 0; i < 40; i++) {
      lan.ssdp("u-1", addresses[i % 2], "05");
      lan.goodbye(SSDP, "u-1", addresses[1 - i % 2]);
      lan.pass(Duration.ofSeconds(2));
    }

    assertThat(lan.device("uuid:u-1").warnings())
        .singleElement()
        .satisfies(
            warning -> {
              assertThat(warning.code()).isEqualTo("flapping");
              assertThat(warning.text())
                  .startsWith("its addresses go to and fro between ")
                  .contains("192.0.2.5", "192.0.2.6");
            });
  }

  @Test
  void steadyChangesAreNoFlapping() {
    for (int i = 0; i < 40; i++) {
      named("layer " + i);
      lan.pass(Duration.ofSeconds(2));
    }

    assertThat(lan.device("uuid:u-1").warnings()).isEmpty();
  }

  private void named(String name) {
    lan.seen(
        SSDP,
        "uuid:u-1",
        "192.0.2.5",
        "05",
        s -> s.identifier(Identifier.uuid("u-1")).fact(Fact.NAME, name));
  }
}
