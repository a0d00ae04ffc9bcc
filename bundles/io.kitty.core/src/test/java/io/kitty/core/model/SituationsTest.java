// SPDX-License-Identifier: Apache-2.0
package io.kitty.core.model;

import static io.kitty.core.model.Lan.BAMBU;
import static io.kitty.core.model.Lan.LIFETIME;
import static io.kitty.core.model.Lan.MDNS;
import static org.assertj.core.api.Assertions.assertThat;

import io.kitty.device.Device;
import io.kitty.device.Endpoint;
import io.kitty.device.Fact;
import io.kitty.device.Identifier;
import io.kitty.device.Warning;
import io.kitty.testkit.Links;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What the hub makes of what happens in ordinary homes, and of what strangers try. */
class SituationsTest {

  private static final Duration ROUND = Duration.ofSeconds(60);

  private final Lan lan = new Lan();

  private void host(String name, String address, String mac) {
    lan.mdns(name + ".local", address, mac);
  }

  private void bambu(String serial, String name, String address, String mac) {
    lan.seen(
        BAMBU,
        serial,
        address,
        mac,
        s -> s.identifier(Identifier.serial("bambu", serial)).fact(Fact.NAME, name));
  }

  /** A machine that states its host name and a UUID by two protocols, and answers pings. */
  private void machine(String name, String udn, String address, String mac) {
    host(name, address, mac);
    lan.ssdp(udn, address, mac);
    lan.ping(address, mac);
  }

  private void via(String sender, String name, String address, String mac) {
    lan.seen(
        MDNS,
        name + ".local",
        address,
        mac,
        s -> s.identifier(Identifier.hostName(name)).via(Links.address(sender)));
  }

  private List<String> warnings(String id) {
    return lan.device(id).warnings().stream().map(Warning::code).toList();
  }

  @Nested
  class Friendly {

    @Test
    void behindARepeaterEachMachineIsItsOwn() {
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
    void twoMachinesThatSwapAddressesStayThemselves() {
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
      assertThat(lan.device("hostname:anna").address()).contains(Links.address("192.0.2.142"));
      assertThat(lan.device("hostname:bert").address()).contains(Links.address("192.0.2.141"));
    }

    @Test
    void aSwapThatTheNeighbourTableShowsLateHeals() {
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
    void aMachineThatMovesIsTheSameAtOnce() {
      machine("nas", "u-nas", "192.0.2.5", "05");
      lan.pass(ROUND);
      lan.news();
      machine("nas", "u-nas", "192.0.2.6", "05");

      assertThat(lan.ids()).containsExactly("uuid:u-nas");
      assertThat(lan.device("uuid:u-nas").address()).contains(Links.address("192.0.2.6"));
      assertThat(lan.news()).allMatch(news -> news.startsWith("changed"));
      assertThat(lan.device("uuid:u-nas").ambiguous()).isFalse();
    }

    @Test
    void aMachineOnTwoCardsIsOneWhereNameAndUuidAgree() {
      machine("nas", "u-nas", "192.0.2.5", "05");
      machine("nas", "u-nas", "192.0.2.6", "06");

      assertThat(lan.ids()).containsExactly("uuid:u-nas");
      assertThat(lan.device("uuid:u-nas").addresses()).hasSize(2);
      assertThat(lan.device("uuid:u-nas").ambiguous()).isFalse();
      assertThat(warnings("uuid:u-nas")).isEmpty();
    }

    @Test
    void aPrinterOnCableAndWifiIsOneWhereSerialAndNameAgree() {
      bambu("01P5", "Garage", "192.0.2.5", "05");
      bambu("01P5", "Garage", "192.0.2.6", "06");
      lan.pass(ROUND);
      bambu("01P5", "Garage", "192.0.2.5", "05");
      bambu("01P5", "Garage", "192.0.2.6", "06");

      assertThat(lan.ids()).containsExactly("bambu:01P5");
      assertThat(lan.device("bambu:01P5").address()).contains(Links.address("192.0.2.5"));
      assertThat(warnings("bambu:01P5")).containsExactly("two-addresses");
    }

    @Test
    void aMachineThatGoesFromWifiToCableIsTheSameOnceTheOldAddressIsSilent() {
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
    void anAddressThatPassesBetweenTwoRoutersJoinsThemNot() {
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
      assertThat(lan.device("hostname:r2").address()).contains(Links.address("192.0.2.2"));
      assertThat(lan.device("hostname:r3").address()).contains(Links.address("192.0.2.3"));
    }

    @Test
    void aNewRouterAtTheOldAddressIsAnotherMachine() {
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
    void aUuidMadeAnewIsTheSameMachine() {
      lan.ssdp("u-1", "192.0.2.5", "05");
      lan.ping("192.0.2.5", "05");
      lan.pass(ROUND);
      lan.ssdp("u-2", "192.0.2.5", "05");
      lan.ping("192.0.2.5", "05");

      assertThat(lan.devices()).hasSize(1);
    }

    @Test
    void aMachineThatIsRenamedIsTheSameAndItsNewNameCounts() {
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
    void whatTwoFamiliesOfAddressesShowIsOneMachine() {
      lan.ping("192.0.2.5", "05");
      lan.ssdp("u-5", "fe80::5", "05");

      assertThat(lan.ids()).containsExactly("uuid:u-5");
    }

    @Test
    void aMachineThatComesBackElsewhereKeepsItsRecord() {
      machine("nas", "u-nas", "192.0.2.5", "05");
      lan.pass(Duration.ofDays(2));
      assertThat(lan.ids()).containsExactly("(uuid:u-nas)");
      lan.ping("192.0.2.9", "05");

      assertThat(lan.ids()).containsExactly("uuid:u-nas");
    }

    @Test
    void furtherAddressesThatAMachineStatesAreItsOwn() {
      host("nas", "192.0.2.5", "05");
      via("192.0.2.5", "nas", "2001:db8::5", "05");
      via("192.0.2.5", "nas", "198.51.100.5", "");

      assertThat(lan.devices()).hasSize(1);
      assertThat(lan.device("hostname:nas").addresses()).hasSize(3);
    }

    @Test
    void whatAReflectorRepeatsIsNotTheReflector() {
      host("gw", "192.0.2.1", "01");
      lan.ping("192.0.2.1", "01");
      via("192.0.2.1", "ender", "203.0.113.50", "");
      via("192.0.2.1", "jeedom", "203.0.113.51", "");

      assertThat(lan.ids())
          .containsExactly("hostname:ender", "hostname:jeedom", "mac:0a:00:00:00:00:01");
      assertThat(lan.device("hostname:ender").address()).contains(Links.address("203.0.113.50"));
      assertThat(lan.devices()).noneMatch(Device::ambiguous);
    }
  }

  @Nested
  class Hostile {

    @Test
    void aUuidOfAKnownMachineFromAnotherAddressJoinsNothing() {
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
      assertThat(nas.addresses()).containsExactly(Links.address("192.0.2.5"));
      assertThat(nas.ambiguous()).isTrue();
      assertThat(nas.warnings())
          .singleElement()
          .satisfies(
              warning -> {
                assertThat(warning.code()).isEqualTo("identity-conflict");
                assertThat(warning.address()).isEqualTo(Links.address("192.0.2.66"));
                assertThat(warning.mac()).isEqualTo(mac("66"));
              });
      assertThat(warnings("hostname:evil")).containsExactly("identity-conflict");
      assertThat(lan.news())
          .containsExactlyInAnyOrder("changed uuid:u-nas", "appeared mac:0a:00:00:00:00:66");
    }

    @Test
    void aSerialFromAnotherAddressMovesNothing() {
      bambu("01P5", "Garage", "192.0.2.5", "05");
      lan.pass(ROUND);
      for (int round = 0; round < 5; round++) {
        bambu("01P5", "Garage", "192.0.2.66", "66");
        bambu("01P5", "Garage", "192.0.2.5", "05");
        lan.pass(ROUND);
      }

      assertThat(lan.device("bambu:01P5").address()).contains(Links.address("192.0.2.5"));
      assertThat(warnings("bambu:01P5")).containsExactly("two-addresses");
    }

    @Test
    void aSerialUnderAnotherNameIsAnotherRecord() {
      bambu("01P5", "Garage", "192.0.2.5", "05");
      bambu("01P5", "Mine now", "192.0.2.66", "66");

      assertThat(lan.ids()).containsExactly("bambu:01P5", "mac:0a:00:00:00:00:66");
      assertThat(lan.device("bambu:01P5").name()).isEqualTo("Garage");
      assertThat(lan.device("bambu:01P5").ambiguous()).isTrue();
    }

    @Test
    void aHostNameFromAnotherAddressTakesNothingAway() {
      host("garage", "192.0.2.5", "05");
      lan.ping("192.0.2.5", "05");
      for (int round = 0; round < 10; round++) {
        host("garage", "192.0.2.66", "66");
        lan.ping("192.0.2.5", "05");
        lan.pass(Duration.ofSeconds(30));
      }

      Device garage = lan.device("mac:0a:00:00:00:00:05");
      assertThat(garage.addresses()).containsExactly(Links.address("192.0.2.5"));
      assertThat(garage.present()).isTrue();
      assertThat(lan.device("hostname:garage").id().value()).isEqualTo("mac:0a:00:00:00:00:05");
    }

    @Test
    void whatAStrangerStatesOfAKnownAddressIsAWarningOnBoth() {
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
    void whatAStrangerStatesOfAMachineReplacesNothingThatItSays() {
      host("garage", "192.0.2.5", "05");
      lan.news();
      via("192.0.2.66", "garage", "192.0.2.5", "");
      via("192.0.2.66", "garage", "203.0.113.9", "");

      assertThat(lan.device("mac:0a:00:00:00:00:05").addresses())
          .containsExactly(Links.address("192.0.2.5"));
      assertThat(lan.news()).noneMatch(news -> news.startsWith("departed"));
    }

    @Test
    void aStatedMacAddressOfAnotherMachineJoinsNothing() {
      lan.ping("192.0.2.5", "05");
      lan.seen(
          MDNS,
          "evil.local",
          "192.0.2.66",
          "66",
          s -> s.identifier(Identifier.hostName("evil")).identifier(Identifier.mac(hex("05"))));

      assertThat(lan.device("host:192.0.2.5").addresses())
          .containsExactly(Links.address("192.0.2.5"));
      assertThat(lan.devices()).hasSize(2);
    }

    @Test
    void factoryHostNamesJoinNothingAndSettle() {
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
    void oneIdentifierAtManyAddressesJoinsNothing() {
      for (int i = 1; i <= 40; i++) {
        lan.ssdp("u-flood", "192.0.2." + i, "");
      }

      assertThat(lan.devices()).allMatch(device -> device.addresses().size() == 1);
      assertThat(lan.devices()).hasSizeGreaterThan(16);
    }

    @Test
    void aBuiltInMacAddressIsNoIdentity() {
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
  }

  private static Endpoint at(String address) {
    return new Endpoint(Links.address(address), "eth0");
  }

  private static String hex(String last) {
    return "0a:00:00:00:00:" + last;
  }

  private static Identifier.Mac mac(String last) {
    return (Identifier.Mac) Identifier.mac(hex(last)).orElseThrow();
  }
}
