// SPDX-License-Identifier: Apache-2.0
package io.kitty.model;

import static io.kitty.model.ModelHarness.BAMBU;
import static io.kitty.model.ModelHarness.PING;
import static io.kitty.model.ModelHarness.SSDP;
import static org.assertj.core.api.Assertions.assertThat;

import io.kitty.device.Device;
import io.kitty.device.Endpoint;
import io.kitty.device.Fact;
import io.kitty.identifier.DeviceId;
import io.kitty.identifier.Identifier;
import io.kitty.testkit.TestLinks;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdentityResolverTest {

  private final ModelHarness lan = new ModelHarness();

  @Test
  void theStrongestIdentifierGivesTheId() {
    lan.mdns("printer.local", "192.0.2.5", "");
    assertThat(lan.ids()).containsExactly("hostname:printer");

    lan.mdns("printer.local", "192.0.2.5", "05");
    assertThat(lan.ids()).containsExactly("mac:0a:00:00:00:00:05");

    lan.ssdp("uuid:u-05", "192.0.2.5", "05");
    assertThat(lan.ids()).containsExactly("uuid:u-05");

    lan.bambu("01P5", "192.0.2.5", "05");
    assertThat(lan.ids()).containsExactly("bambu:01P5");
    assertThat(lan.device("bambu:01P5").evidence()).hasSize(3);
  }

  @Test
  void twoSerialsWithOneMacAddressStaySeparate() {
    lan.bambu("01A", "192.0.2.5", "05");
    lan.bambu("01B", "192.0.2.6", "05");
    lan.ping("192.0.2.7", "05");

    assertThat(lan.ids()).containsExactly("bambu:01A", "bambu:01B", "host:192.0.2.7");
  }

  @Test
  void ambiguityEndsWithTheOtherDevice() {
    lan.bambu("01A", "192.0.2.5", "05");
    lan.bambu("01B", "192.0.2.6", "05");
    lan.forget("bambu:01B");

    assertThat(lan.device("bambu:01A").ambiguous()).isFalse();
    assertThat(lan.device("mac:0a:00:00:00:00:05").id().value()).isEqualTo("bambu:01A");
  }

  @Test
  void serialsOfTwoProtocolsMayBeOneDevice() {
    lan.bambu("01A", "192.0.2.5", "05");
    lan.seen(
        SSDP, "x", "192.0.2.5", "05", s -> s.identifier(Identifier.serial("snapmaker", "01B")));

    assertThat(lan.ids()).containsExactly("bambu:01A");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "00000000-0000-0000-0000-000000000000",
        "uuid:...",
        "uuid-mikrotik-00000001",
        "03000200-0400-0500-0006-000700080009",
        "FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF"
      })
  void placeholdersMergeNothing(String udn) {
    lan.seen(SSDP, "a", "192.0.2.5", "05", s -> s.identifier(Identifier.uuid(udn)));
    lan.seen(SSDP, "b", "192.0.2.6", "06", s -> s.identifier(Identifier.uuid(udn)));

    assertThat(lan.ids()).containsExactly("mac:0a:00:00:00:00:05", "mac:0a:00:00:00:00:06");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0000000000", "unknown", "To be filled by O.E.M.", "...", "123456789"})
  void placeholderSerialsMergeNothing(String serial) {
    lan.seen(BAMBU, "a", "192.0.2.5", "", s -> s.identifier(Identifier.serial("bambu", serial)));

    assertThat(lan.ids()).containsExactly("bambu:192.0.2.5");
  }

  @Test
  void aSerialTooLongForAnIdIdentifiesNothing() {
    String serial = "\u0800".repeat(128);
    lan.seen(BAMBU, "a", "192.0.2.5", "", s -> s.identifier(Identifier.serial("bambu", serial)));

    assertThat(lan.ids()).containsExactly("bambu:192.0.2.5");
  }

  @Test
  void aSharedMacAddressMergesNothing() {
    for (int i = 1; i <= 9; i++) {
      lan.ping("192.0.2." + i, "01");
    }

    assertThat(lan.ids()).hasSize(9).allMatch(id -> id.startsWith("host:192.0.2."));
  }

  @Test
  void rememberedDevicesWithASharedMacStaySeparate() {
    for (int i = 1; i <= 12; i++) {
      lan.ping("192.0.2." + i, "01");
    }
    lan.pass(Duration.ofHours(1));
    lan.ping("192.0.2.1", "01");
    ModelHarness after = lan.restarted(Duration.ofDays(1));

    assertThat(lan.ids()).hasSize(12).allMatch(id -> id.contains("host:192.0.2."));
    assertThat(after.ids()).isEqualTo(lan.ids());
  }

  @Test
  void theAddressMergesWithoutMac() {
    lan.seen(PING, "p", routed("198.51.100.5"), "", s -> s);
    lan.seen(
        SSDP, "u", routed("198.51.100.5"), "", s -> s.identifier(Identifier.uuid("uuid:u-05")));

    assertThat(lan.ids()).containsExactly("uuid:u-05");
    assertThat(lan.device("host:198.51.100.5").id()).isEqualTo(new DeviceId("uuid:u-05"));
  }

  @Test
  void anAddressMergeEndsWhenOneMoves() {
    lan.seen(PING, "p", routed("198.51.100.5"), "", s -> s);
    lan.seen(
        SSDP, "u", routed("198.51.100.5"), "", s -> s.identifier(Identifier.uuid("uuid:u-05")));
    lan.news();
    lan.seen(
        SSDP, "u", routed("198.51.100.6"), "", s -> s.identifier(Identifier.uuid("uuid:u-05")));
    lan.pass(EvidenceExpiry.HOLD);

    assertThat(lan.ids()).containsExactly("host:198.51.100.5", "uuid:u-05");
    assertThat(lan.device("uuid:u-05").addresses())
        .containsExactly(TestLinks.address("198.51.100.6"));
  }

  @Test
  void aGoodbyeWhileStillAnsweringKeepsTheRecord() {
    lan.ping("10.1.0.5", "");
    lan.ssdp("u1", "10.1.0.5", "");

    lan.goodbye(ModelHarness.SSDP, "u1", "10.1.0.5");

    assertThat(lan.ids()).containsExactly("uuid:u1");
    assertThat(lan.device("uuid:u1").sightings()).hasSize(1);

    lan.pass(ModelHarness.LIFETIME.plusSeconds(1));
    lan.ping("10.1.0.5", "");

    assertThat(lan.ids())
        .as("once it was silent, it may be another")
        .containsExactly("(uuid:u1)", "host:10.1.0.5");
  }

  @Test
  void anAddressGoesToTheIdentifiedDevice() {
    lan.ping("10.1.0.5", "");
    lan.ssdp("u1", "10.1.0.5", "");
    lan.goodbye(ModelHarness.SSDP, "u1", "10.1.0.5");

    lan.ssdp("u2", "10.1.0.5", "");

    assertThat(lan.ids()).containsExactly("(uuid:u1)", "uuid:u2");
    assertThat(lan.device("uuid:u2").sightings()).hasSize(2);
  }

  @Test
  void theAddressMergesOnOneInterfaceOnly() {
    InetAddress address = TestLinks.address("198.51.100.5");
    lan.seen(SSDP, "u", new Endpoint(address, "a"), "", s -> s.identifier(Identifier.uuid("u-05")));
    lan.seen(SSDP, "v", new Endpoint(address, "b"), "", s -> s.identifier(Identifier.uuid("u-06")));

    assertThat(lan.ids()).containsExactly("uuid:u-05", "uuid:u-06");
  }

  @Test
  void anonymousIdsDoNotDependOnTheOrder() {
    InetAddress address = TestLinks.address("198.51.100.5");
    ModelHarness other = new ModelHarness();
    for (String name : List.of("a", "b")) {
      lan.seen(PING, name, new Endpoint(address, name), "", s -> s);
    }
    for (String name : List.of("b", "a")) {
      other.seen(PING, name, new Endpoint(address, name), "", s -> s);
    }

    assertThat(lan.ids()).hasSize(2).isEqualTo(other.ids());
    assertThat(lan.device("host:198.51.100.5").evidence().get(0).sighting().key()).isEqualTo("a");
    assertThat(other.device("host:198.51.100.5").evidence().get(0).sighting().key()).isEqualTo("a");
  }

  @Test
  void aReverseNameMergesNothing() {
    lan.seen(PING, "a", "192.0.2.5", "05", s -> s.fact(Fact.HOSTNAME, "dsl.example.net"));
    lan.seen(PING, "b", "192.0.2.6", "06", s -> s.fact(Fact.HOSTNAME, "dsl.example.net"));

    assertThat(lan.ids()).hasSize(2);
  }

  @Test
  void anAddressChangeKeepsTheRecord() {
    lan.ping("192.0.2.5", "05");
    Instant first = lan.device("mac:0a:00:00:00:00:05").firstSeen();
    lan.pass(Duration.ofMinutes(1));
    lan.ping("192.0.2.6", "05");

    Device device = lan.device("mac:0a:00:00:00:00:05");
    assertThat(device.address()).contains(TestLinks.address("192.0.2.6"));
    assertThat(device.firstSeen()).isEqualTo(first);
    lan.pass(Duration.ofMinutes(2));
    assertThat(lan.device("mac:0a:00:00:00:00:05").addresses())
        .containsExactly(TestLinks.address("192.0.2.6"));
    assertThat(lan.news())
        .containsExactly(
            "appeared mac:0a:00:00:00:00:05",
            "changed mac:0a:00:00:00:00:05",
            "changed mac:0a:00:00:00:00:05");
  }

  @Test
  void aTakenAddressKeepsTheRecord() {
    lan.ping("192.0.2.5", "05");
    Instant first = lan.device("mac:0a:00:00:00:00:05").firstSeen();
    lan.pass(Duration.ofMinutes(1));
    lan.ping("192.0.2.5", "06");

    assertThat(lan.ids()).containsExactly("(mac:0a:00:00:00:00:05)", "mac:0a:00:00:00:00:06");
    assertThat(lan.device("host:192.0.2.5").id().value()).isEqualTo("mac:0a:00:00:00:00:06");
    lan.pass(Duration.ofMinutes(1));
    lan.ping("192.0.2.7", "05");
    Device back = lan.device("mac:0a:00:00:00:00:05");
    assertThat(back.present()).isTrue();
    assertThat(back.firstSeen()).isEqualTo(first);
    assertThat(back.addresses()).containsExactly(TestLinks.address("192.0.2.7"));
    assertThat(lan.news())
        .containsExactlyInAnyOrder(
            "appeared mac:0a:00:00:00:00:05",
            "departed mac:0a:00:00:00:00:05 EXPIRED",
            "appeared mac:0a:00:00:00:00:06",
            "appeared mac:0a:00:00:00:00:05");
  }

  @Test
  void anExpiredNeighbourEntryKeepsTheMacAddress() {
    lan.ping("192.0.2.5", "05");
    lan.ssdp("uuid:u-05", "192.0.2.5", "05");
    lan.news();
    lan.ssdp("uuid:u-05", "192.0.2.5", "");

    assertThat(lan.ids()).containsExactly("uuid:u-05");
    assertThat(lan.news()).isEmpty();
  }

  @Test
  void aReturningAddressWithoutMacKeepsTheIdentity() {
    lan.ping("192.0.2.5", "05");
    lan.pass(Duration.ofHours(1));
    lan.ping("192.0.2.5", "");
    assertThat(lan.ids()).containsExactly("(mac:0a:00:00:00:00:05)", "host:192.0.2.5");

    lan.ping("192.0.2.5", "05");
    assertThat(lan.ids()).containsExactly("mac:0a:00:00:00:00:05");
  }

  @Test
  void twoAddressesAreStable() {
    named("01A", "192.0.2.5", "05");
    lan.pass(Duration.ofSeconds(5));
    named("01A", "192.0.2.6", "06");
    lan.news();
    for (int i = 0; i < 100; i++) {
      lan.pass(Duration.ofSeconds(5));
      named("01A", "192.0.2.5", "05");
      lan.pass(Duration.ofSeconds(5));
      named("01A", "192.0.2.6", "06");
      assertThat(lan.device("bambu:01A").addresses())
          .containsExactly(TestLinks.address("192.0.2.5"), TestLinks.address("192.0.2.6"));
    }
    assertThat(lan.news()).isEmpty();

    lan.pass(Duration.ofSeconds(5));
    for (int i = 0; i < 18; i++) {
      named("01A", "192.0.2.6", "06");
      lan.pass(Duration.ofSeconds(5));
    }
    assertThat(lan.device("bambu:01A").addresses()).containsExactly(TestLinks.address("192.0.2.6"));
  }

  private void named(String serial, String address, String mac) {
    lan.seen(
        BAMBU,
        serial,
        address,
        mac,
        s -> s.identifier(Identifier.serial("bambu", serial)).fact(Fact.NAME, "Bertha"));
  }

  @Test
  void limitsLiveAddressesOfAKey() {
    for (int i = 1; i <= 200; i++) {
      lan.bambu("01A", "192.0.2." + i, "");
      lan.set.expire(lan.now());
    }

    assertThat(lan.ids()).containsExactly("bambu:01A");
    assertThat(lan.device("bambu:01A").addresses()).hasSizeLessThanOrEqualTo(9);
    assertThat(lan.device("bambu:01A").evidence()).hasSizeLessThan(32);
  }

  private static Endpoint routed(String address) {
    return new Endpoint(TestLinks.address(address), "");
  }
}
