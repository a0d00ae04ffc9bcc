// SPDX-License-Identifier: Apache-2.0
package io.kitty.itests;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Announcements over multicast DNS and the devices that the hub lists. */
class MdnsIT {
  private static final Duration SOON = Duration.ofSeconds(10);

  /** An address of the network here, whose pings are answered. */
  private static final String PINGED = "192.0.2.47";

  private static TwoHostNetwork wire;
  private static HubProcess hub;

  @BeforeAll
  static void start() throws Exception {
    Assumptions.secondHost();
    wire =
        new TwoHostNetwork(
            List.of("192.0.2.1/24", "fd00:77::1/64", "2001:db8:77::1/64"),
            Stream.concat(
                    IntStream.of(2, 15, 38, 45, 46, 47, 48, 49, 50, 51, 52)
                        .mapToObj(i -> "192.0.2." + i + "/24"),
                    Stream.of("169.254.9.9/16", "203.0.113.9/24"))
                .toList());
    hub = HubProcess.prepare("mdns");
    hub.configure("io.kitty.mdns", "interfaces", TwoHostNetwork.HERE);
    hub.configure("io.kitty.ping", "subnets", PINGED + "/32");
    hub.start();
  }

  @AfterAll
  static void stop() throws Exception {
    if (hub != null) {
      hub.close();
    }
    if (wire != null) {
      wire.close();
    }
  }

  /** All records that hold an address, once there are any. */
  private static List<JsonNode> at(String address) {
    return await("a device at " + address)
        .atMost(SOON)
        .until(
            () ->
                StreamSupport.stream(hub.rest().json("/devices").spliterator(), false)
                    .filter(each -> Rest.texts(each.path("addresses")).contains(address))
                    .toList(),
            devices -> !devices.isEmpty());
  }

  private static JsonNode only(String address) {
    List<JsonNode> devices = at(address);
    assertThat(devices).hasSize(1);
    return devices.get(0);
  }

  private static JsonNode service(JsonNode device, String name) {
    return StreamSupport.stream(device.path("services").spliterator(), false)
        .filter(each -> each.path("name").asText().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError(name + " in " + device));
  }

  @Test
  void textWithAnInvalidUtf8ByteIsText() throws Exception {
    wire.announce(
        "192.0.2.45",
        new DnsMessage()
            .service(
                "Drucker 45",
                "_ipp._tcp",
                "latin45.local",
                631,
                List.of(
                    "ty=Drucker f\u00FCr alle".getBytes(ISO_8859_1),
                    "note=B\u00FCro".getBytes(UTF_8)))
            .addresses("latin45.local", "192.0.2.45"));

    JsonNode device = only("192.0.2.45");
    assertThat(device.path("model").asText()).isEqualTo("Drucker f\u00FCr alle");
    assertThat(service(device, "Drucker 45").path("txt").path("ty").asText())
        .isEqualTo("Drucker f\u00FCr alle");
    assertThat(service(device, "Drucker 45").path("txt").path("note").asText())
        .isEqualTo("B\u00FCro");
  }

  @Test
  void aMachineIsOneDeviceWhateverAddressItStatesFirst() throws Exception {
    String[] more =
        IntStream.range(0, 20).mapToObj(i -> "fd00:99::" + (i + 1)).toArray(String[]::new);
    wire.announce(
        PINGED,
        new DnsMessage()
            .service("Living Room", "_airplay._tcp", "living.local", 7000)
            .addresses("living.local", "fe80::47", "fd00:77::47", "fd00:77::48")
            .addresses("living.local", more)
            .addresses("living.local", "2001:db8:77::47", "2001:db8:77::48"));
    wire.announce(PINGED, new DnsMessage().addresses("living.local", PINGED));

    await("both protocols in one record")
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(Rest.each(only(PINGED).path("sightings"), "source"))
                    .contains("ping", "mdns"));
    JsonNode device = only(PINGED);
    assertThat(device.path("name").asText()).isEqualTo("Living Room");
    assertThat(device.path("ip").asText()).isEqualTo(PINGED);
    assertThat(Rest.texts(device.path("addresses")))
        .contains("2001:db8:77:0:0:0:0:47", "fd00:77:0:0:0:0:0:47");
  }

  @Test
  void onlyLinkLocalAndOnLinkSendersAreAccepted() throws Exception {
    DnsMessage stranger =
        new DnsMessage()
            .service("Stranger", "_ipp._tcp", "stranger.local", 631)
            .addresses("stranger.local", "192.0.2.99");
    wire.announce("203.0.113.9", stranger);
    wire.send("169.254.9.9", "192.0.2.1", stranger.bytes());
    wire.announce(
        "169.254.9.9",
        new DnsMessage()
            .service("Crossover printer", "_ipp._tcp", "npi9.local", 631)
            .addresses("npi9.local", "169.254.9.9"));

    JsonNode device = only("169.254.9.9");
    assertThat(device.path("name").asText()).isEqualTo("Crossover printer");
    assertThat(Rest.each(device.path("sightings"), "interface"))
        .containsExactly(TwoHostNetwork.HERE);
    assertThat(hub.rest().each("/devices", "name")).doesNotContain("Stranger");
  }

  @Test
  void namesKeepJoinersButNoDirectionOverrides() throws Exception {
    String family = "\uD83D\uDC68\u200D\uD83D\uDC69\u200D\uD83D\uDC67";
    String persian = "\u0645\u06CC\u200C\u062E\u0648\u0627\u0647\u0645";
    wire.announce(
        "192.0.2.46",
        new DnsMessage()
            .service(family + " \u202E" + persian, "_http._tcp", "joined.local", 80)
            .addresses("joined.local", "192.0.2.46"));

    assertThat(only("192.0.2.46").path("name").asText()).isEqualTo(family + " " + persian);
  }

  @Test
  void typesAreCaseInsensitive() throws Exception {
    wire.announce(
        "192.0.2.15",
        new DnsMessage()
            .service("Case Test", "_OCTOPRINT._TCP", "octoPi15.LOCAL", 80, "PATH=/x")
            .addresses("OCTOPI15.local", "192.0.2.15"));

    JsonNode device = only("192.0.2.15");
    assertThat(device.path("kind").asText()).isEqualTo("printer");
    assertThat(device.path("hostname").asText()).isEqualTo("octoPi15.local");
    assertThat(service(device, "Case Test").path("type").asText()).isEqualTo("_octoprint._tcp");
    assertThat(service(device, "Case Test").path("url").asText()).isEqualTo("http://192.0.2.15/x");
  }

  @Test
  void threeOctoPrintsAreOneDeviceWithThreePages() throws Exception {
    for (int i = 0; i < 3; i++) {
      wire.announce(
          "192.0.2.48",
          new DnsMessage()
              .service(
                  List.of("Anycubic", "Ender", "Voron").get(i),
                  "_octoprint._tcp",
                  "octopi.local",
                  5000 + i,
                  "path=/",
                  "uuid=00000000-0000-4000-8000-00000000480" + i,
                  "model=Model " + i)
              .addresses("octopi.local", "192.0.2.48"));
    }

    await("all of them")
        .atMost(SOON)
        .untilAsserted(() -> assertThat(only("192.0.2.48").path("services")).hasSize(3));
    JsonNode device = only("192.0.2.48");
    assertThat(device.path("name").asText()).isEqualTo("octopi");
    assertThat(device.path("model").asText()).isEqualTo("OctoPrint"); // by the rules
    assertThat(device.path("services"))
        .extracting(
            each -> each.path("name").asText(),
            each -> each.path("port").asInt(),
            each -> each.path("url").asText())
        .containsExactly(
            tuple("Anycubic", 5000, "http://192.0.2.48:5000/"),
            tuple("Ender", 5001, "http://192.0.2.48:5001/"),
            tuple("Voron", 5002, "http://192.0.2.48:5002/"));
  }

  @Test
  void aServiceNamedAfterItselfIsNoHost() throws Exception {
    wire.announce(
        "192.0.2.38",
        new DnsMessage()
            .service("myservice", "_ws._tcp", "myservice._ws._tcp.local", 8080, "info=1")
            .addresses("myservice._ws._tcp.local", "192.0.2.38", "::1"));

    JsonNode device = only("192.0.2.38");
    assertThat(device.path("name").asText()).isEqualTo("myservice");
    assertThat(device.has("hostname")).isFalse();
    assertThat(service(device, "myservice").path("port").asInt()).isEqualTo(8080);
  }

  @Test
  void aSpeakerThatLeadsAGroupStaysASpeaker() throws Exception {
    wire.announce(
        "192.0.2.49",
        new DnsMessage()
            .service(
                "Google-Cast-Group-5F67",
                "_googlecast._tcp",
                "nest49.local",
                32187,
                "id=5F679B6B-39C2-4BC4-A5CC-E31B68DC103E",
                "md=Google Cast Group",
                "fn=Downstairs")
            .addresses("nest49.local", "192.0.2.49"));
    wire.announce(
        "192.0.2.49",
        new DnsMessage()
            .service(
                "Google-Nest-Mini-215c",
                "_googlecast._tcp",
                "nest49.local",
                8009,
                "md=Google Nest Mini",
                "fn=Kitchen speaker"));

    await("its own name")
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(only("192.0.2.49").path("name").asText()).isEqualTo("Kitchen speaker"));
    assertThat(only("192.0.2.49").path("model").asText()).isEqualTo("Google Nest Mini");
    assertThat(only("192.0.2.49").has("uuid")).isFalse();
  }

  @Test
  void noDeviceIsListedAtTheHubsAddress() throws Exception {
    wire.announce(
        "192.0.2.50",
        new DnsMessage()
            .service("Gateway", "_http._tcp", "gateway.local", 80)
            .addresses("gateway.local", "192.0.2.1"));
    wire.announce(
        "192.0.2.50",
        new DnsMessage()
            .service("Last", "_http._tcp", "last.local", 80)
            .addresses("last.local", "192.0.2.50"));

    assertThat(only("192.0.2.50").path("name").asText()).isEqualTo("Last");
    assertThat(hub.rest().each("/devices", "name")).doesNotContain("Gateway");
  }

  @Test
  void reflectedRecordsAreNotAtTheReflectorsAddress() throws Exception {
    wire.announce(
        "192.0.2.2",
        new DnsMessage()
            .service("gw", "_ssh._tcp", "gw.local", 22)
            .addresses("gw.local", "192.0.2.2"));
    wire.announce(
        "192.0.2.2",
        new DnsMessage()
            .service("Attic", "_ipp._tcp", "attic.local", 631)
            .addresses("attic.local", "fe80::51", "203.0.113.51"));

    JsonNode attic = only("203.0.113.51");
    assertThat(attic.path("name").asText()).isEqualTo("Attic");
    assertThat(Rest.texts(attic.path("addresses"))).containsExactly("203.0.113.51");
    assertThat(attic.has("mac")).isFalse();
    assertThat(only("192.0.2.2").path("name").asText()).isEqualTo("gw");
  }

  @Test
  void twoMachinesThatAnnounceOneServiceStaySeparate() throws Exception {
    wire.announce(
        "192.0.2.51",
        new DnsMessage()
            .service("Garage Printer", "_octoprint._tcp", "garage.local", 80, "path=/")
            .addresses("garage.local", "192.0.2.51"));
    assertThat(only("192.0.2.51").path("url").asText()).isEqualTo("http://192.0.2.51/");
    DnsMessage evil =
        new DnsMessage()
            .service("Garage Printer", "_octoprint._tcp", "evil.local", 81)
            .addresses("evil.local", "192.0.2.52");
    wire.announce("192.0.2.52", evil);
    wire.announce(
        "192.0.2.51",
        new DnsMessage()
            .service("Garage Printer", "_octoprint._tcp", "garage.local", 80, "path=/")
            .addresses("garage.local", "192.0.2.51"));
    wire.announce("192.0.2.52", evil);

    await("a warning on both")
        .atMost(SOON)
        .untilAsserted(
            () -> {
              assertThat(Rest.each(only("192.0.2.51").path("warnings"), "code"))
                  .containsExactly("service-conflict");
              assertThat(Rest.each(only("192.0.2.52").path("warnings"), "code"))
                  .containsExactly("service-conflict");
            });
    JsonNode garage = only("192.0.2.51");
    assertThat(garage.path("hostname").asText()).isEqualTo("garage.local");
    assertThat(garage.path("url").asText()).isEqualTo("http://192.0.2.51/");
    assertThat(only("192.0.2.52").path("hostname").asText()).isEqualTo("evil.local");
  }
}
