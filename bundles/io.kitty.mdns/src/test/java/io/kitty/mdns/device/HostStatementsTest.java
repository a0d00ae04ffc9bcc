// SPDX-License-Identifier: Apache-2.0
package io.kitty.mdns.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.kitty.device.Fact;
import io.kitty.device.Service;
import io.kitty.device.Sighting;
import io.kitty.identifier.Identifier;
import io.kitty.mdns.cache.LinkCache;
import io.kitty.mdns.dns.DnsMessageReader;
import io.kitty.mdns.dns.Packets;
import io.kitty.mdns.type.ServiceTypeTable;
import io.kitty.mdns.type.ServiceTypes;
import io.kitty.testkit.TestLinks;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the services of one device state about it, as it is reported. */
class HostStatementsTest {

  private static final String ADDRESS = "192.0.2.9";

  private final AddressSelector addresses = new AddressSelector("eth0", List.of(TestLinks.lan()));
  private final LinkCache cache =
      new LinkCache(new ServiceTypes(List.of()), InstantSource.system());

  private void handle(String instance, String type, int port, String host, String... txt) {
    String[] full = (instance + "|" + type.replace('.', '|') + "|local").split("\\|");
    handle(
        Packets.response()
            .pointer(4500, type + ".local", full)
            .server(120, port, host, full)
            .text(4500, Packets.strings(txt), full)
            .address(120, host, ADDRESS));
  }

  private void handle(Packets packet) {
    DnsMessageReader.read(packet.bytes(), ServiceTypeTable::bytesOf)
        .ifPresent(message -> cache.handle(message, TestLinks.address(ADDRESS), addresses, 0));
  }

  private Sighting device() {
    assertThat(cache.current()).hasSize(1);
    List<Sighting> sightings =
        new SightingBuilder(cache.current().iterator().next(), addresses, 0).sightings();
    assertThat(sightings).hasSize(1);
    return sightings.get(0);
  }

  @Test
  void severalOctoPrintsAreOneMachineWithTheNameOfTheHost() {
    handle("Anycubic", "_octoprint._tcp", 5002, "octopi.local", "path=/c/", "model=Kobra");
    handle("Ender", "_octoprint._tcp", 5000, "octopi.local", "path=/", "model=Ender 3");
    handle("Voron", "_octoprint._tcp", 5001, "octopi.local", "path=/", "model=Ender 3");
    handle("Web", "_http._tcp", 80, "octopi.local", "path=/");

    Sighting device = device();
    assertThat(device.facts())
        .containsEntry(Fact.NAME, "octopi")
        .containsEntry(Fact.KIND, "printer")
        .containsEntry(Fact.URL, "http://192.0.2.9/")
        .doesNotContainKey(Fact.MODEL);
    assertThat(device.services())
        .extracting(Service::name, Service::port, Service::url)
        .containsExactly(
            tuple("Anycubic", 5002, "http://192.0.2.9:5002/c/"),
            tuple("Ender", 5000, "http://192.0.2.9:5000/"),
            tuple("Voron", 5001, "http://192.0.2.9:5001/"),
            tuple("Web", 80, "http://192.0.2.9/"));
  }

  @Test
  void whatAllOfThemSayIsSaidOfTheMachine() {
    handle("Ender", "_octoprint._tcp", 5000, "octopi.local", "vendor=Creality", "model=Ender 3");
    handle("Voron", "_octoprint._tcp", 5001, "octopi.local", "vendor=Creality");

    assertThat(device().facts())
        .containsEntry(Fact.VENDOR, "Creality")
        .doesNotContainKeys(Fact.MODEL, Fact.URL);
  }

  @Test
  void oneOctoPrintIsNamedByItself() {
    handle("Ender", "_octoprint._tcp", 5000, "octopi.local", "path=/");
    handle("Files", "_http._tcp", 80, "octopi.local");
    handle("Camera", "_http._tcp", 8080, "octopi.local");

    assertThat(device().facts())
        .containsEntry(Fact.NAME, "Ender")
        .containsEntry(Fact.URL, "http://192.0.2.9:5000/");
  }

  @Test
  void theQueuesOfAPrintServerHaveAPageEach() {
    for (String type : List.of("_ipp._tcp", "_ipps._tcp")) {
      handle(
          "Laser @ shed", type, 631, "shed.local", "rp=printers/Laser", "ty=LaserJet", "UUID=a-1");
      handle("Label @ shed", type, 631, "shed.local", "rp=printers/Label", "ty=QL-700", "UUID=a-2");
    }
    handle(
        "Photo @ shed",
        "_ipp._tcp",
        631,
        "shed.local",
        "rp=printers/Photo",
        "adminurl=http://shed.local.:631/printers/Photo");

    Sighting device = device();
    assertThat(device.facts()).containsEntry(Fact.NAME, "shed").doesNotContainKey(Fact.MODEL);
    assertThat(device.identifiers())
        .contains(
            new Identifier.HostName("shed"),
            new Identifier.Uuid("a-1"),
            new Identifier.Uuid("a-2"));
    assertThat(device.services())
        .extracting(Service::name, Service::url)
        .containsExactly(
            tuple("Label @ shed", "http://192.0.2.9:631/printers/Label"),
            tuple("Laser @ shed", "http://192.0.2.9:631/printers/Laser"),
            tuple("Photo @ shed", "http://shed.local.:631/printers/Photo"),
            tuple("Label @ shed", "https://192.0.2.9:631/printers/Label"),
            tuple("Laser @ shed", "https://192.0.2.9:631/printers/Laser"));
  }

  @Test
  void aPageElsewhereIsNoPageOfTheMachine() {
    handle("Laser", "_ipp._tcp", 631, "shed.local", "adminurl=http://example.com/", "rp=ipp/print");

    assertThat(device().facts()).doesNotContainKey(Fact.URL);
    assertThat(device().services()).extracting(Service::url).containsExactly("");
  }

  @Test
  void aServiceThatNamesItselfForItsHostHasNone() {
    String[] full = {"myservice", "_ws", "_tcp", "local"};
    handle(
        Packets.response()
            .pointer(10, "_ws._tcp.local", full)
            .server(10, 8080, String.join(".", full), full)
            .text(10, Packets.strings("info=1"), full)
            .address(10, String.join(".", full), ADDRESS)
            .address(10, String.join(".", full), "::1"));

    Sighting device = device();
    assertThat(device.endpoint().address()).isEqualTo(TestLinks.address(ADDRESS));
    assertThat(device.identifiers()).isEmpty();
    assertThat(device.facts())
        .containsEntry(Fact.NAME, "myservice")
        .doesNotContainKey(Fact.HOSTNAME);
    assertThat(device.attributes()).doesNotContainKey("host");
  }

  @Test
  void anAddressInThePlaceOfAHostNameIsNone() {
    handle("My Kiln", "_kiln._tcp", 80, "192.0.2.9");

    assertThat(device().facts())
        .containsEntry(Fact.NAME, "My Kiln")
        .doesNotContainKey(Fact.HOSTNAME);
  }

  @Test
  void upperCaseIsTheSameNameAndShownInLowerCase() {
    handle("Case Test", "_OCTOPRINT._TCP", 80, "octoPi15.LOCAL", "PATH=/a/");
    handle(
        Packets.response()
            .pointer(
                4500,
                "_Laser._SUB._OctoPrint._tcp.Local",
                "CASE test",
                "_octoprint",
                "_tcp",
                "local"));
    handle("case test", "_octoprint._tcp", 81, "OCTOPI15.local", "PATH=/a/");

    Sighting device = device();
    assertThat(device.services())
        .extracting(Service::type, Service::name, Service::port, Service::url)
        .containsExactly(tuple("_octoprint._tcp", "Case Test", 81, "http://192.0.2.9:81/a/"));
    assertThat(device.attributes())
        .containsEntry("service", "_octoprint._tcp")
        .containsEntry("host", "octoPi15.local")
        .containsEntry("subtypes", "_laser");
    assertThat(device.facts()).containsEntry(Fact.HOSTNAME, "octoPi15.local");
  }

  @Test
  void theSerialNumberInATypeKeepsItsCase() {
    handle("K2Plus-DBD5", "_Creality-84897AB._udp", 5353, "k2.local");

    assertThat(device().identifiers()).contains(new Identifier.Serial("creality", "84897AB"));
  }

  @Test
  void aSpeakerThatLeadsAGroupIsNoGroup() {
    handle(
        "Google-Cast-Group-5F67",
        "_googlecast._tcp",
        32187,
        "8c4a1f02.local",
        "id=5F679B6B-39C2-4BC4-A5CC-E31B68DC103E",
        "md=Google Cast Group",
        "fn=Downstairs",
        "st=1");
    assertThat(device().facts()).containsEntry(Fact.NAME, "8c4a1f02").doesNotContainKey(Fact.MODEL);
    assertThat(device().identifiers()).containsExactly(new Identifier.HostName("8c4a1f02"));
    assertThat(device().readings()).isEmpty();

    handle(
        "Google-Nest-Mini-215c",
        "_googlecast._tcp",
        8009,
        "8c4a1f02.local",
        "id=215c8c81ab47bfeaa7b912693c7dbb15",
        "md=Google Nest Mini",
        "fn=Kitchen speaker",
        "st=0");

    Sighting device = device();
    assertThat(device.facts())
        .containsEntry(Fact.NAME, "Kitchen speaker")
        .containsEntry(Fact.MODEL, "Google Nest Mini");
    assertThat(device.identifiers())
        .containsExactly(
            new Identifier.Uuid("215c8c81-ab47-bfea-a7b9-12693c7dbb15"),
            new Identifier.HostName("8c4a1f02"));
    assertThat(device.services())
        .extracting(Service::name)
        .containsExactly("Google-Nest-Mini-215c", "Google-Cast-Group-5F67");
  }

  @Test
  void groupsAndFabricsAreNoIdentity() {
    handle(
        "Den",
        "_airplay._tcp",
        7000,
        "den.local",
        "deviceid=58:55:CA:12:34:56",
        "gid=5F679B6B-39C2-4BC4-A5CC-E31B68DC103E",
        "gpn=Downstairs");
    handle("87E1B004E235A130-0000000000BC614E", "_matter._tcp", 5540, "den.local");
    handle("87E1B004E235A131-0000000000BC614F", "_matter._tcp", 5540, "den.local");

    assertThat(device().identifiers())
        .containsExactly(new Identifier.Mac("58:55:ca:12:34:56"), new Identifier.HostName("den"));
    assertThat(device().facts()).containsEntry(Fact.NAME, "Den");
  }
}
