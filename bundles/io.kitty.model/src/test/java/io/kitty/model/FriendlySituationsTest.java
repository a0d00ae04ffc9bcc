// SPDX-License-Identifier: Apache-2.0
package io.kitty.model;

import static io.kitty.model.ModelHarness.BAMBU;
import static io.kitty.model.ModelHarness.LIFETIME;
import static io.kitty.model.ModelHarness.MDNS;
import static org.assertj.core.api.Assertions.assertThat;

import io.kitty.device.Device;
import io.kitty.device.Fact;
import io.kitty.identifier.Identifier;
import io.kitty.testkit.TestLinks;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Situations in ordinary homes. */
class FriendlySituationsTest extends Situation {

  @Test
  void behindARepeaterEachDeviceHasItsRecord() {
    for (int round = 0; round < 3; round++) {
      host("re305", "192.0.2.140", "0a");
      host("bedroom-lamp", "192.0.2.201", "0a");
      host("kitchen-lamp", "192.0.2.202", "0a");
      bambu("01P00A430000204", "Garage P1S", "192.0.2.204", "0a");
      for (int i : new int[] {140, 201, 202, 204}) {
        lan.ping("192.0.2." + i, "0a");
      }
      lan.pass(ROUND);
    }

    assertThat(lan.ids())
        .containsExactly(
            "bambu:01P00A430000204",
            "hostname:bedroom-lamp",
            "hostname:kitchen-lamp",
            "hostname:re305");
    assertThat(lan.devices()).allMatch(device -> device.sightings().count() == 2);
  }

  @Test
  void swappedAddressesKeepTheRecords() {
    host("anna", "192.0.2.141", "0a");
    host("bert", "192.0.2.142", "0b");
    lan.ping("192.0.2.141", "0a");
    lan.ping("192.0.2.142", "0b");
    lan.pass(ROUND);
    host("anna", "192.0.2.142", "0a");
    host("bert", "192.0.2.141", "0b");
    lan.ping("192.0.2.141", "0b");
    lan.ping("192.0.2.142", "0a");
    assertThat(lan.ids()).containsExactly("mac:0a:00:00:00:00:0a", "mac:0a:00:00:00:00:0b");
    assertThat(lan.device("hostname:anna").address()).contains(TestLinks.address("192.0.2.142"));
    assertThat(lan.device("hostname:bert").address()).contains(TestLinks.address("192.0.2.141"));
  }

  @Test
  void aSwapWithALateNeighbourTableIsCorrected() {
    host("anna", "192.0.2.141", "0a");
    host("bert", "192.0.2.142", "0b");
    lan.pass(ROUND);
    Instant swap = lan.now().wall();
    host("anna", "192.0.2.142", "0b");
    host("bert", "192.0.2.141", "0a");
    lan.set.observed(at("192.0.2.142"), mac("0a"), swap, lan.now());
    lan.set.observed(at("192.0.2.141"), mac("0b"), swap, lan.now());

    assertThat(lan.ids()).containsExactly("mac:0a:00:00:00:00:0a", "mac:0a:00:00:00:00:0b");
    assertThat(lan.device("mac:0a:00:00:00:00:0a").name()).isEmpty();
    assertThat(lan.device("hostname:anna").id().value()).isEqualTo("mac:0a:00:00:00:00:0a");
    assertThat(lan.device("hostname:bert").id().value()).isEqualTo("mac:0a:00:00:00:00:0b");
  }

  @Test
  void aMovedDeviceKeepsItsRecord() {
    machine("nas", "u-nas", "192.0.2.5", "05");
    lan.pass(ROUND);
    lan.news();
    machine("nas", "u-nas", "192.0.2.6", "05");

    assertThat(lan.ids()).containsExactly("uuid:u-nas");
    assertThat(lan.device("uuid:u-nas").address()).contains(TestLinks.address("192.0.2.6"));
    assertThat(lan.news()).allMatch(news -> news.startsWith("changed"));
    assertThat(lan.device("uuid:u-nas").ambiguous()).isFalse();
  }

  @Test
  void twoNetworkCardsMergeByNameAndUuid() {
    machine("nas", "u-nas", "192.0.2.5", "05");
    machine("nas", "u-nas", "192.0.2.6", "06");

    assertThat(lan.ids()).containsExactly("uuid:u-nas");
    assertThat(lan.device("uuid:u-nas").addresses()).hasSize(2);
    assertThat(lan.device("uuid:u-nas").ambiguous()).isFalse();
    assertThat(warnings("uuid:u-nas")).isEmpty();
  }

  @Test
  void cableAndWifiMergeBySerialAndName() {
    bambu("01P5", "Garage", "192.0.2.5", "05");
    bambu("01P5", "Garage", "192.0.2.6", "06");
    lan.pass(ROUND);
    bambu("01P5", "Garage", "192.0.2.5", "05");
    bambu("01P5", "Garage", "192.0.2.6", "06");

    assertThat(lan.ids()).containsExactly("bambu:01P5");
    assertThat(lan.device("bambu:01P5").address()).contains(TestLinks.address("192.0.2.5"));
    assertThat(warnings("bambu:01P5")).containsExactly("two-addresses");
  }

  @Test
  void aMoveFromWifiToCableMergesOnceTheOldAddressExpired() {
    host("laptop", "192.0.2.5", "05");
    lan.ping("192.0.2.5", "05");
    Instant first = lan.device("hostname:laptop").firstSeen();
    lan.pass(ROUND);
    for (int round = 0; round < 5; round++) {
      host("laptop", "192.0.2.6", "06");
      lan.ping("192.0.2.6", "06");
      lan.pass(ROUND);
    }

    assertThat(lan.ids()).containsExactly("mac:0a:00:00:00:00:06");
    assertThat(lan.device("hostname:laptop").firstSeen()).isEqualTo(first);
    assertThat(lan.device("hostname:laptop").ambiguous()).isFalse();
  }

  @Test
  void aSharedRouterAddressMergesNothing() {
    host("r2", "192.0.2.2", "02");
    host("r3", "192.0.2.3", "03");
    for (int round = 0; round < 6; round++) {
      lan.ping("192.0.2.1", round < 3 ? "02" : "03");
      lan.ping("192.0.2.2", "02");
      lan.ping("192.0.2.3", "03");
      host("r2", "192.0.2.2", "02");
      host("r3", "192.0.2.3", "03");
      lan.pass(ROUND);
    }

    assertThat(lan.device("hostname:r2").id()).isNotEqualTo(lan.device("hostname:r3").id());
    assertThat(lan.device("hostname:r2").address()).contains(TestLinks.address("192.0.2.2"));
    assertThat(lan.device("hostname:r3").address()).contains(TestLinks.address("192.0.2.3"));
  }

  @Test
  void aNewRouterAtTheOldAddressIsAnotherDevice() {
    lan.ssdp("u-old", "192.0.2.1", "01");
    lan.ping("192.0.2.1", "01");
    lan.pass(ROUND);
    lan.ssdp("u-new", "192.0.2.1", "02");
    lan.ping("192.0.2.1", "02");
    lan.pass(LIFETIME.minus(ROUND));
    lan.ping("192.0.2.1", "02");

    assertThat(lan.ids()).contains("(uuid:u-old)");
    assertThat(lan.device("host:192.0.2.1").id().value()).isNotEqualTo("uuid:u-old");
  }

  @Test
  void aRegeneratedUuidKeepsTheRecord() {
    lan.ssdp("u-1", "192.0.2.5", "05");
    lan.ping("192.0.2.5", "05");
    lan.pass(ROUND);
    lan.ssdp("u-2", "192.0.2.5", "05");
    lan.ping("192.0.2.5", "05");

    assertThat(lan.devices()).hasSize(1);
  }

  @Test
  void aRenamedDeviceKeepsItsRecord() {
    renamed("octopi");
    lan.pass(Duration.ofSeconds(20));
    renamed("ender");

    assertThat(lan.devices()).hasSize(1);
    assertThat(lan.device("hostname:ender").name()).isEqualTo("ender at work");
  }

  private void renamed(String name) {
    lan.seen(
        MDNS,
        name + ".local",
        "192.0.2.5",
        "05",
        s -> s.identifier(Identifier.hostName(name)).fact(Fact.NAME, name + " at work"));
  }

  @Test
  void ipv4AndIpv6MergeByMac() {
    lan.ping("192.0.2.5", "05");
    lan.ssdp("u-5", "fe80::5", "05");

    assertThat(lan.ids()).containsExactly("uuid:u-5");
  }

  @Test
  void aReturnAtAnotherAddressKeepsTheRecord() {
    machine("nas", "u-nas", "192.0.2.5", "05");
    lan.pass(Duration.ofDays(2));
    assertThat(lan.ids()).containsExactly("(uuid:u-nas)");
    lan.ping("192.0.2.9", "05");

    assertThat(lan.ids()).containsExactly("uuid:u-nas");
  }

  @Test
  void addsFurtherStatedAddresses() {
    host("nas", "192.0.2.5", "05");
    via("192.0.2.5", "nas", "2001:db8::5", "05");
    via("192.0.2.5", "nas", "198.51.100.5", "");

    assertThat(lan.devices()).hasSize(1);
    assertThat(lan.device("hostname:nas").addresses()).hasSize(3);
  }

  @Test
  void reflectedDevicesAreNotTheReflector() {
    host("gw", "192.0.2.1", "01");
    lan.ping("192.0.2.1", "01");
    via("192.0.2.1", "ender", "203.0.113.50", "");
    via("192.0.2.1", "jeedom", "203.0.113.51", "");

    assertThat(lan.ids())
        .containsExactly("hostname:ender", "hostname:jeedom", "mac:0a:00:00:00:00:01");
    assertThat(lan.device("hostname:ender").address()).contains(TestLinks.address("203.0.113.50"));
    assertThat(lan.devices()).noneMatch(Device::ambiguous);
  }

  @Test
  void twoAddressesOnOneCardAreOneDevice() {
    for (int round = 0; round < 3; round++) {
      host("nas", "192.0.2.5", "05");
      host("nas", "192.0.2.6", "05");
      lan.ping("192.0.2.5", "05");
      lan.ping("192.0.2.6", "05");
      lan.pass(ROUND);
    }

    assertThat(lan.devices()).hasSize(1);
    assertThat(lan.device("hostname:nas").addresses()).hasSize(2);
    assertThat(lan.device("hostname:nas").warnings()).isEmpty();
  }

  @Test
  void aSleepProxyIsAnotherDevice() {
    machine("studio", "u-studio", "192.0.2.5", "05");
    machine("apple-tv", "u-tv", "192.0.2.6", "06");
    for (int round = 0; round < 4; round++) {
      lan.pass(ROUND);
      lan.ping("192.0.2.5", "06");
      machine("apple-tv", "u-tv", "192.0.2.6", "06");
    }

    assertThat(lan.device("uuid:u-tv").addresses()).containsExactly(TestLinks.address("192.0.2.6"));
    assertThat(lan.device("hostname:studio").id()).isNotEqualTo(lan.device("uuid:u-tv").id());
  }

  @Test
  void rotatedAddressesKeepTheRecords() {
    String[] names = {"anna", "bert", "carl"};
    for (int shift = 0; shift < 4; shift++) {
      for (int round = 0; round < 3; round++) {
        for (int i = 0; i < 3; i++) {
          String address = "192.0.2." + (10 + (i + shift) % 3);
          host(names[i], address, "1" + i);
          lan.ping(address, "1" + i);
        }
        lan.pass(ROUND);
      }
    }

    assertThat(lan.devices()).hasSize(3).allMatch(Device::present);
    for (int i = 0; i < 3; i++) {
      assertThat(lan.device("hostname:" + names[i]).address())
          .contains(TestLinks.address("192.0.2." + (10 + i)));
    }
  }

  @Test
  void aNewNetworkCardKeepsTheRecord() {
    machine("nas", "u-nas", "192.0.2.5", "05");
    lan.pass(ROUND);
    for (int round = 0; round < 4; round++) {
      machine("nas", "u-nas", "192.0.2.5", "15");
      lan.pass(ROUND);
    }

    assertThat(lan.ids()).containsExactly("uuid:u-nas");
  }

  @Test
  void aRandomisedMacAddressKeepsTheRecordByName() {
    host("phone", "192.0.2.5", "05");
    lan.pass(Duration.ofHours(1));
    host("phone", "192.0.2.9", "19");

    assertThat(lan.devices()).hasSize(1).allMatch(Device::present);
  }

  @Test
  void clonedCardsStayTwoRecords() {
    for (int round = 0; round < 3; round++) {
      host("octopi", "192.0.2.5", "05");
      host("octopi", "192.0.2.6", "06");
      lan.ping("192.0.2.5", "05");
      lan.ping("192.0.2.6", "06");
      lan.pass(ROUND);
    }
    assertThat(lan.devices()).hasSize(2).allMatch(Device::ambiguous);

    for (int round = 0; round < 4; round++) {
      host("octopi", "192.0.2.5", "05");
      host("octopi-2", "192.0.2.6", "06");
      lan.ping("192.0.2.5", "05");
      lan.ping("192.0.2.6", "06");
      lan.pass(ROUND);
    }
    assertThat(lan.devices()).hasSize(2).noneMatch(Device::ambiguous);
  }

  @Test
  void aPowerFailureKeepsTheRecords() {
    for (int i = 1; i <= 8; i++) {
      machine("host-" + i, "u-" + i, "192.0.2." + i, "0" + i);
    }
    List<String> before = lan.ids();
    lan.pass(Duration.ofHours(2));
    for (int i = 1; i <= 8; i++) {
      machine("host-" + i, "u-" + i, "192.0.2." + (20 - i), "0" + i);
    }

    assertThat(lan.ids()).isEqualTo(before);
  }

  @Test
  void aRestartOfTheHubChangesNothing() {
    for (int i = 1; i <= 4; i++) {
      machine("host-" + i, "u-" + i, "192.0.2." + i, "0" + i);
    }
    ModelHarness next = lan.restarted(Duration.ofMinutes(3));

    assertThat(next.ids()).isEqualTo(lan.ids());
  }

  @Test
  void aLaterNameGoesToThePresentDevice() {
    lan.ping("192.0.2.5", "05");
    lan.pass(ROUND);
    host("camera", "192.0.2.5", "05");

    assertThat(lan.devices()).hasSize(1);
    assertThat(lan.device("mac:0a:00:00:00:00:05").id())
        .isEqualTo(lan.device("hostname:camera").id());
  }

  @Test
  void twoProtocolsAtOneAddressAreOneDevice() {
    bambu("01P5", "Garage", "192.0.2.5", "05");
    machine("bblp", "u-bblp", "192.0.2.5", "05");

    assertThat(lan.ids()).containsExactly("bambu:01P5");
    assertThat(lan.device("bambu:01P5").sightings()).hasSize(4);
  }

  @Test
  void aProxiedPrinterHasTheStatedAddress() {
    lan.ping("192.0.2.1", "01");
    lan.seen(
        BAMBU,
        "01P5",
        "203.0.113.7",
        "",
        s -> s.identifier(Identifier.serial("bambu", "01P5")).via(TestLinks.address("192.0.2.1")));

    assertThat(lan.ids()).containsExactly("bambu:01P5", "mac:0a:00:00:00:00:01");
    assertThat(lan.device("bambu:01P5").address()).contains(TestLinks.address("203.0.113.7"));
  }

  @Test
  void aMoveInARoutedNetworkKeepsTheRecord() {
    lan.ssdp("u-5", "10.9.0.5", "");
    lan.pass(Duration.ofMinutes(10));
    lan.ssdp("u-5", "10.9.0.77", "");

    assertThat(lan.ids()).containsExactly("uuid:u-5");
    assertThat(lan.device("uuid:u-5").address()).contains(TestLinks.address("10.9.0.77"));
  }

  @Test
  void aReassignedAddressIsAnotherDeviceWithoutMac() {
    lan.ssdp("u-1", "10.9.0.5", "");
    lan.pass(Duration.ofMinutes(10));
    lan.ssdp("u-2", "10.9.0.5", "");

    assertThat(lan.ids()).containsExactly("(uuid:u-1)", "uuid:u-2");
  }
}
