// SPDX-License-Identifier: Apache-2.0
package io.kitty.model;

import static io.kitty.model.ModelHarness.MDNS;
import static org.assertj.core.api.Assertions.assertThat;

import io.kitty.device.Device;
import io.kitty.identifier.Identifier;
import io.kitty.testkit.TestLinks;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Attacks by hosts on the network. */
class HostileSituationsTest extends Situation {

  @Test
  void aCopiedUuidMergesNothing() {
    machine("nas", "u-nas", "192.0.2.5", "05");
    lan.pass(ROUND);
    lan.news();
    lan.seen(
        MDNS,
        "evil.local",
        "192.0.2.66",
        "66",
        s -> s.identifier(Identifier.uuid("u-nas")).identifier(Identifier.hostName("evil")));

    assertThat(lan.ids()).containsExactly("mac:0a:00:00:00:00:66", "uuid:u-nas");
    Device nas = lan.device("uuid:u-nas");
    assertThat(nas.addresses()).containsExactly(TestLinks.address("192.0.2.5"));
    assertThat(nas.ambiguous()).isTrue();
    assertThat(nas.warnings())
        .singleElement()
        .satisfies(
            warning -> {
              assertThat(warning.code()).isEqualTo("identity-conflict");
              assertThat(warning.address()).isEqualTo(TestLinks.address("192.0.2.66"));
              assertThat(warning.mac()).isEqualTo(mac("66"));
            });
    assertThat(warnings("hostname:evil")).containsExactly("identity-conflict");
    assertThat(lan.news())
        .containsExactlyInAnyOrder("changed uuid:u-nas", "appeared mac:0a:00:00:00:00:66");
  }

  @Test
  void aCopiedSerialMovesNothing() {
    bambu("01P5", "Garage", "192.0.2.5", "05");
    lan.pass(ROUND);
    for (int round = 0; round < 5; round++) {
      bambu("01P5", "Garage", "192.0.2.66", "66");
      bambu("01P5", "Garage", "192.0.2.5", "05");
      lan.pass(ROUND);
    }

    assertThat(lan.device("bambu:01P5").address()).contains(TestLinks.address("192.0.2.5"));
    assertThat(warnings("bambu:01P5")).containsExactly("two-addresses");
  }

  @Test
  void aCopiedSerialUnderAnotherNameIsAnotherRecord() {
    bambu("01P5", "Garage", "192.0.2.5", "05");
    bambu("01P5", "Mine now", "192.0.2.66", "66");

    assertThat(lan.ids()).containsExactly("bambu:01P5", "mac:0a:00:00:00:00:66");
    assertThat(lan.device("bambu:01P5").name()).isEqualTo("Garage");
    assertThat(lan.device("bambu:01P5").ambiguous()).isTrue();
  }

  @Test
  void aCopiedHostNameIsAnotherRecord() {
    host("garage", "192.0.2.5", "05");
    lan.ping("192.0.2.5", "05");
    for (int round = 0; round < 10; round++) {
      host("garage", "192.0.2.66", "66");
      lan.ping("192.0.2.5", "05");
      lan.pass(Duration.ofSeconds(30));
    }

    Device garage = lan.device("mac:0a:00:00:00:00:05");
    assertThat(garage.addresses()).containsExactly(TestLinks.address("192.0.2.5"));
    assertThat(garage.present()).isTrue();
    assertThat(lan.device("hostname:garage").id().value()).isEqualTo("mac:0a:00:00:00:00:05");
  }

  @Test
  void aClaimedAddressAddsAWarningToBoth() {
    machine("victim", "u-victim", "192.0.2.5", "05");
    lan.pass(ROUND);
    lan.news();
    via("192.0.2.66", "evil", "192.0.2.5", "");
    via("192.0.2.66", "evil", "192.0.2.5", "");

    Device victim = lan.device("uuid:u-victim");
    assertThat(lan.devices()).hasSize(2);
    assertThat(victim.identifiers()).noneMatch(i -> i.value().equals("evil"));
    assertThat(warnings("uuid:u-victim")).containsExactly("address-claimed");
    assertThat(warnings("hostname:evil")).containsExactly("address-claimed");
    assertThat(lan.news())
        .containsExactlyInAnyOrder("changed uuid:u-victim", "appeared hostname:evil");
  }

  @Test
  void aClaimReplacesNoOwnStatement() {
    host("garage", "192.0.2.5", "05");
    lan.news();
    via("192.0.2.66", "garage", "192.0.2.5", "");
    via("192.0.2.66", "garage", "203.0.113.9", "");

    assertThat(lan.device("mac:0a:00:00:00:00:05").addresses())
        .containsExactly(TestLinks.address("192.0.2.5"));
    assertThat(lan.news()).noneMatch(news -> news.startsWith("departed"));
  }

  @Test
  void aCopiedMacAddressMergesNothing() {
    lan.ping("192.0.2.5", "05");
    lan.seen(
        MDNS,
        "evil.local",
        "192.0.2.66",
        "66",
        s -> s.identifier(Identifier.hostName("evil")).identifier(Identifier.mac(hex("05"))));

    assertThat(lan.device("host:192.0.2.5").addresses())
        .containsExactly(TestLinks.address("192.0.2.5"));
    assertThat(lan.devices()).hasSize(2);
  }

  @Test
  void factoryHostNamesMergeNothing() {
    for (int round = 0; round < 10; round++) {
      host("prusa-mk4", "192.0.2.5", "05");
      host("prusa-mk4", "192.0.2.6", "06");
      lan.ping("192.0.2.5", "05");
      lan.ping("192.0.2.6", "06");
      lan.pass(Duration.ofSeconds(4));
    }

    assertThat(lan.devices()).hasSize(2);
    assertThat(lan.news().stream().filter(news -> news.startsWith("changed")).count())
        .isLessThanOrEqualTo(4);
  }

  @Test
  void oneIdentifierAtManyAddressesMergesNothing() {
    for (int i = 1; i <= 40; i++) {
      lan.ssdp("u-flood", "192.0.2." + i, "");
    }

    assertThat(lan.devices()).allMatch(device -> device.addresses().size() == 1);
    assertThat(lan.devices()).hasSizeGreaterThan(16);
  }

  @Test
  void aConstantMacAddressMergesNothing() {
    for (String host : List.of("11", "12")) {
      lan.seen(
          MDNS,
          "speaker-" + host,
          "192.0.2." + host,
          host,
          s ->
              s.identifier(Identifier.mac("48:5d:60:7c:ee:22"))
                  .identifier(Identifier.hostName("speaker-" + host)));
    }

    assertThat(lan.devices()).hasSize(2);
  }

  @Test
  void arpSpoofingOfOneAddressMergesNothing() {
    machine("victim", "u-victim", "192.0.2.5", "05");
    machine("evil", "u-evil", "192.0.2.66", "66");
    for (int round = 0; round < 4; round++) {
      lan.pass(ROUND);
      lan.ping("192.0.2.5", "66");
      machine("evil", "u-evil", "192.0.2.66", "66");
      host("victim", "192.0.2.5", "66");
      lan.ssdp("u-victim", "192.0.2.5", "66");
    }

    assertThat(lan.ids()).containsExactly("uuid:u-evil", "uuid:u-victim");
    assertThat(lan.device("uuid:u-victim").address()).contains(TestLinks.address("192.0.2.5"));
  }

  @Test
  void arpSpoofingOfANetworkMergesNothing() {
    for (int i = 1; i <= 9; i++) {
      machine("host-" + i, "u-" + i, "192.0.2." + i, "0" + i);
    }
    for (int round = 0; round < 3; round++) {
      lan.pass(ROUND);
      for (int i = 1; i <= 9; i++) {
        machine("host-" + i, "u-" + i, "192.0.2." + i, "66");
      }
    }
    assertThat(lan.devices()).hasSize(9);

    for (int round = 0; round < 2; round++) {
      lan.pass(ROUND);
      for (int i = 1; i <= 9; i++) {
        machine("host-" + i, "u-" + i, "192.0.2." + i, "0" + i);
      }
    }
    assertThat(lan.devices()).hasSize(9).allMatch(Device::present);
  }

  @Test
  void aSerialClaimedEarlyKeepsThePrinterSeparate() {
    bambu("01P5", "Mine", "192.0.2.66", "66");
    lan.pass(ROUND);
    for (int round = 0; round < 3; round++) {
      bambu("01P5", "Mine", "192.0.2.66", "66");
      bambu("01P5", "Garage", "192.0.2.5", "05");
      lan.pass(ROUND);
    }

    assertThat(lan.device("mac:0a:00:00:00:00:05").addresses())
        .containsExactly(TestLinks.address("192.0.2.5"));
    assertThat(warnings("mac:0a:00:00:00:00:05")).containsExactly("identity-conflict");
  }

  @Test
  void aRoutedClaimChangesNeitherAddressNorName() {
    bambu("01P5", "Garage", "192.0.2.5", "05");
    for (int round = 0; round < 5; round++) {
      lan.pass(ROUND);
      bambu("01P5", "Mine now", "10.9.0.66", "");
      bambu("01P5", "Garage", "192.0.2.5", "05");
    }

    Device garage = lan.device("bambu:01P5");
    assertThat(garage.address()).contains(TestLinks.address("192.0.2.5"));
    assertThat(garage.name()).isEqualTo("Garage");
  }

  @Test
  void ignoresGoodbyesFromOtherAddresses() {
    machine("nas", "u-nas", "192.0.2.5", "05");
    lan.news();
    lan.goodbye(ModelHarness.SSDP, "u-nas", "192.0.2.66");
    lan.goodbye(MDNS, "nas.local", "192.0.2.66");

    assertThat(lan.news()).isEmpty();
  }

  @Test
  void aForgedGoodbyeEndsOnlyItsProtocolsEvidence() {
    machine("nas", "u-nas", "192.0.2.5", "05");
    lan.news();
    lan.goodbye(ModelHarness.SSDP, "u-nas", "192.0.2.5");

    assertThat(lan.device("uuid:u-nas").present()).isTrue();
    assertThat(lan.news()).noneMatch(news -> news.startsWith("departed"));
  }

  @Test
  void aChainOfIdentifiersMergesNothing() {
    for (int i = 0; i < 200; i++) {
      int number = i;
      lan.seen(
          MDNS,
          "link-" + i,
          "192.0.2." + i,
          String.format("%02x", i),
          s ->
              s.identifier(Identifier.uuid("u-" + number))
                  .identifier(Identifier.uuid("u-" + (number + 1))));
    }

    assertThat(lan.devices()).hasSize(200);
  }

  @Test
  void manyNamesFromOneAddressAffectNoOthers() {
    machine("nas", "u-nas", "192.0.2.5", "05");
    Device before = lan.device("uuid:u-nas");
    for (int i = 0; i < 500; i++) {
      host("evil-" + i, "192.0.2.66", "66");
    }

    assertThat(lan.device("uuid:u-nas")).isEqualTo(before);
    assertThat(lan.devices().stream().mapToLong(d -> d.sightings().count()).sum())
        .isLessThanOrEqualTo(3 + CapacityLimiter.MAX_AT_ADDRESS);
  }

  @Test
  void claimsForAWholeNetworkMoveNothing() {
    for (int i = 1; i <= 9; i++) {
      machine("host-" + i, "u-" + i, "192.0.2." + i, "0" + i);
    }
    for (int i = 1; i <= 9; i++) {
      via("192.0.2.66", "host-" + i, "192.0.2." + (10 - i), "");
    }

    for (int i = 1; i <= 9; i++) {
      assertThat(lan.device("uuid:u-" + i).addresses())
          .containsExactly(TestLinks.address("192.0.2." + i));
    }
  }

  @Test
  void swappedNamesMoveNoLiveDevice() {
    machine("anna", "u-anna", "192.0.2.5", "05");
    machine("bert", "u-bert", "192.0.2.6", "06");
    for (int round = 0; round < 3; round++) {
      lan.pass(ROUND);
      host("anna", "192.0.2.66", "66");
      host("bert", "192.0.2.66", "66");
      machine("anna", "u-anna", "192.0.2.5", "05");
      machine("bert", "u-bert", "192.0.2.6", "06");
    }

    assertThat(lan.device("uuid:u-anna").addresses())
        .containsExactly(TestLinks.address("192.0.2.5"));
    assertThat(lan.device("uuid:u-bert").addresses())
        .containsExactly(TestLinks.address("192.0.2.6"));
  }

  @Test
  void limitsNewAddressesOfAKey() {
    int taken = 0;
    for (int i = 1; i <= 250; i++) {
      taken += lan.ssdp("u-everywhere", "192.0.2." + i, "66") ? 1 : 0;
    }

    assertThat(taken).isLessThanOrEqualTo(33);
  }

  @Test
  void twoCopiedStatementsMoveNothing() {
    machine("nas", "u-nas", "192.0.2.5", "05");
    lan.pass(ROUND);
    for (int round = 0; round < 3; round++) {
      machine("nas", "u-nas", "192.0.2.66", "66");
      machine("nas", "u-nas", "192.0.2.5", "05");
      lan.pass(ROUND);
    }

    assertThat(lan.device("uuid:u-nas").address()).contains(TestLinks.address("192.0.2.5"));
  }

  @Test
  void claimsAfterARestartMoveNothing() {
    machine("nas", "u-nas", "192.0.2.5", "05");
    ModelHarness next = lan.restarted(Duration.ofSeconds(10));
    next.mdns("nas.local", "192.0.2.66", "66");
    next.ping("192.0.2.5", "05");

    assertThat(next.device("uuid:u-nas").address()).contains(TestLinks.address("192.0.2.5"));
  }
}
