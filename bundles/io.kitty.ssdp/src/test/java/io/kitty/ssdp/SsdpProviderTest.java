// SPDX-License-Identifier: Apache-2.0
package io.kitty.ssdp;

import static io.kitty.ssdp.message.SsdpMessages.UDN;
import static io.kitty.ssdp.message.SsdpMessages.alive;
import static io.kitty.ssdp.message.SsdpMessages.byebye;
import static io.kitty.ssdp.message.SsdpMessages.response;
import static io.kitty.ssdp.message.SsdpMessages.update;
import static org.assertj.core.api.Assertions.assertThat;

import io.kitty.device.Endpoint;
import io.kitty.device.Fact;
import io.kitty.device.Sighting;
import io.kitty.discovery.Datagram;
import io.kitty.discovery.PortSpec;
import io.kitty.identifier.Identifier;
import io.kitty.ssdp.message.SsdpMessages;
import io.kitty.testkit.FakeContext;
import io.kitty.testkit.FakePort;
import io.kitty.testkit.TestConfigs;
import io.kitty.testkit.TestLinks;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SsdpProviderTest {

  private static final String ROOT = "upnp:rootdevice";
  private static final String KILN = "urn:x:device:Kiln:1";
  private static final InetAddress DEVICE = TestLinks.address("127.0.0.1");

  private final FakeContext context = new FakeContext();
  private final UpnpServer server = new UpnpServer(DEVICE, description("Kiln 1", UDN));

  @BeforeEach
  void serve() {
    context.http().respond(server);
  }

  @AfterEach
  void stop() {
    context.close();
  }

  private void start(Map<String, Object> settings) throws Exception {
    new SsdpProvider(TestConfigs.with(SsdpProvider.Config.class, settings), context.clock()::nanos)
        .start(context);
  }

  private void start() throws Exception {
    start(Map.of());
  }

  private static String description(String name, String udn) {
    return "<root><device><deviceType>"
        + KILN
        + "</deviceType><friendlyName>"
        + name
        + "</friendlyName><manufacturer>Potter</manufacturer><modelName>K</modelName>"
        + "<modelNumber>K-2</modelNumber><serialNumber>77</serialNumber><UDN>"
        + udn
        + "</UDN><serviceList><service><serviceType>urn:x:service:Heat:1</serviceType></service>"
        + "</serviceList><presentationURL>/ui</presentationURL></device></root>";
  }

  private void handle(byte[] message) {
    handle(message, DEVICE, true);
  }

  private void handle(byte[] message, InetAddress from, boolean onLink) {
    FakePort port = context.ports().get(0);
    port.deliver(new Datagram(message, new InetSocketAddress(from, 1900), "lo", onLink));
  }

  /** The sighting without readings. */
  private static Object stableParts(Sighting sighting) {
    return List.of(
        sighting.key(),
        sighting.endpoint(),
        sighting.identifiers(),
        sighting.facts(),
        sighting.attributes(),
        sighting.services());
  }

  // Searching

  @Test
  void opensOnePortToListenAndAnotherToSearch() throws Exception {
    start();

    assertThat(context.ports())
        .extracting(FakePort::spec)
        .containsExactly(
            PortSpec.listening(
                1900, TestLinks.address("239.255.255.250"), TestLinks.address("ff02::c")),
            PortSpec.ephemeral().ttl(2));
    assertThat(context.scanInterval()).contains(Duration.ofMinutes(1));
  }

  @Test
  void searchesInBothFamiliesAndAgainAfterTheTimeout() throws Exception {
    start(Map.of("searches", 3));

    context.runScan();

    List<FakePort.Packet> first = context.sent();
    assertThat(first)
        .extracting(packet -> new String(packet.payload(), StandardCharsets.US_ASCII))
        .containsExactly(search("239.255.255.250:1900"), search("[FF02::C]:1900"));
    assertThat(first)
        .extracting(FakePort.Packet::to)
        .containsExactly(
            new InetSocketAddress(TestLinks.address("239.255.255.250"), 1900),
            new InetSocketAddress(TestLinks.address("ff02::c"), 1900));
    assertThat(first).allMatch(packet -> packet.kind() == FakePort.Kind.MULTICAST);
    context.advance(Duration.ofMillis(2999));
    assertThat(context.sent()).hasSize(2);
    context.advance(Duration.ofMillis(1));
    assertThat(context.sent()).hasSize(4);
    context.advance(Duration.ofMinutes(1));
    assertThat(context.sent()).hasSize(6);
    assertThat(context.ports().get(0).sent()).as("never from port 1900").isEmpty();
  }

  private static String search(String host) {
    byte[] lines =
        SsdpMessages.lines(
            "M-SEARCH * HTTP/1.1",
            "HOST: " + host,
            "MAN: \"ssdp:discover\"",
            "MX: 2",
            "ST: ssdp:all");
    return new String(lines, StandardCharsets.US_ASCII);
  }

  @Test
  void searchesForEachTargetAndNeverSoonerAgainThanMx() throws Exception {
    start(Map.of("targets", new String[] {"ssdp:all", KILN}, "mx", 5, "timeout", 1.0));

    context.runScan();

    assertThat(context.sent()).hasSize(4);
    context.advance(Duration.ofMillis(4999));
    assertThat(context.sent()).hasSize(4);
    context.advance(Duration.ofMillis(1));
    assertThat(context.sent()).hasSize(8);
  }

  @Test
  void onlyListensWithoutTargets() throws Exception {
    start(Map.of("targets", new String[0]));

    context.runScan();
    context.advance(Duration.ofMinutes(1));

    assertThat(context.sent()).isEmpty();
  }

  // Listening

  @Test
  void reportsAnnouncements() throws Exception {
    start(Map.of("describe", false));

    handle(alive(UDN.toUpperCase(Locale.ROOT), ROOT, server.location(), "BOOTID.UPNP.ORG: 5"));

    Sighting sighting = context.lastSighting();
    assertThat(sighting.key()).isEqualTo(UDN);
    assertThat(sighting.endpoint()).isEqualTo(new Endpoint(DEVICE, "lo"));
    assertThat(sighting.lifetime()).isEqualTo(Duration.ofMinutes(6));
    assertThat(sighting.identifiers()).containsExactly(new Identifier.Uuid(UDN.substring(5)));
    assertThat(sighting.facts()).isEmpty();
    assertThat(sighting.attributes())
        .isEqualTo(
            Map.of(
                "udn", UDN, "location", server.location(), "server", "TestOS/1 UPnP/1.1 Kiln/2"));
    assertThat(sighting.readings()).containsEntry("nt", ROOT).containsEntry("bootid", 5L);
    assertThat(server.requests()).isZero();
  }

  @Test
  void manyMessagesOfOneDeviceGiveOneStableSighting() throws Exception {
    start();
    String at = server.location();

    handle(alive(UDN, ROOT, at));
    Sighting described = context.lastSighting();
    handle(alive(UDN, UDN, at));
    handle(alive(UDN, KILN, at));
    handle(response(UDN, "urn:x:service:Heat:1", at));
    handle(update(UDN, at));
    handle(SsdpMessages.lines("NOTIFY * HTTP/1.1", "NT: " + ROOT, "USN: " + UDN));

    assertThat(context.sightings())
        .hasSize(7)
        .last()
        .extracting(SsdpProviderTest::stableParts)
        .isEqualTo(stableParts(described));
    assertThat(context.sightings().subList(2, 7))
        .allSatisfy(each -> assertThat(stableParts(each)).isEqualTo(stableParts(described)))
        .allSatisfy(each -> assertThat(each.lifetime()).isEqualTo(Duration.ofMinutes(6)));
    assertThat(server.requests()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"1, 72", "60, 72", "100, 120", "300, 360", "1800, 1860", "99999999999, 86460"})
  void holdsForItsAgeWithinBoundsAndAFifthLonger(String maxAge, long seconds) throws Exception {
    start();

    handle(
        SsdpMessages.lines(
            "HTTP/1.1 200 OK", "ST: " + ROOT, "USN: " + UDN, "CACHE-CONTROL: max-age=" + maxAge));

    assertThat(context.lastSighting().lifetime()).isEqualTo(Duration.ofSeconds(seconds));
  }

  @Test
  void assumesALifetimeIfAbsent() throws Exception {
    start();

    handle(SsdpMessages.lines("HTTP/1.1 200 OK", "ST: " + ROOT, "USN: " + UDN));

    assertThat(context.lastSighting().lifetime()).isEqualTo(Duration.ofMinutes(16));
  }

  @Test
  void aGoodbyeTakesEffectImmediately() throws Exception {
    start();
    handle(alive(UDN, ROOT, server.location()));
    int before = context.sightings().size();

    handle(byebye(UDN, ROOT, "LOCATION: " + server.location(), "CACHE-CONTROL: max-age=1800"));

    assertThat(context.goodbyes()).containsExactly(new FakeContext.Goodbye(UDN, DEVICE));
    assertThat(context.sightings()).hasSize(before);
    assertThat(server.requests()).isEqualTo(1);
  }

  @Test
  void aGoodbyeEndsWhatWasAnnouncedFromTheSameAddressOnly() throws Exception {
    start(Map.of("describe", false));
    InetAddress stranger = TestLinks.address("127.0.0.66");
    handle(alive(UDN, ROOT, server.location()));

    handle(byebye(UDN, ROOT), stranger, true);

    assertThat(context.goodbyes()).containsExactly(new FakeContext.Goodbye(UDN, stranger));
    handle(byebye(UDN, ROOT));
    assertThat(context.goodbyes()).contains(new FakeContext.Goodbye(UDN, DEVICE));
  }

  @Test
  void aGoodbyeOfOneServiceEndsThatServiceOnly() throws Exception {
    start();
    handle(alive(UDN, ROOT, server.location()));
    handle(alive(UDN, "urn:x:service:Heat:1", server.location()));
    assertThat(context.lastSighting().services()).hasSize(1);

    handle(byebye(UDN, "urn:x:service:Heat:1"));
    handle(byebye(UDN, "urn:x:device:Fan:1"));

    assertThat(context.goodbyes()).isEmpty();
    assertThat(context.lastSighting().services()).isEmpty();
    assertThat(context.lastSighting().facts()).containsEntry(Fact.NAME, "Kiln 1");

    handle(alive(UDN, "urn:x:service:Heat:1", server.location()));
    assertThat(context.lastSighting().services()).hasSize(1);
  }

  @Test
  void theGoodbyeOfItsLastTypeEndsADevice() throws Exception {
    start(Map.of("describe", false));
    handle(alive(UDN, "urn:x:service:Heat:1", server.location()));
    handle(response(UDN, "urn:x:service:Cool:1", server.location()));

    handle(byebye(UDN, "urn:x:service:Heat:1"));
    assertThat(context.goodbyes()).isEmpty();
    handle(byebye(UDN, "URN:x:service:Cool:1"));

    assertThat(context.goodbyes()).containsExactly(new FakeContext.Goodbye(UDN, DEVICE));
  }

  @Test
  void theGoodbyeOfItsOwnTypeOrNameEndsADevice() throws Exception {
    start();
    for (String type : List.of(ROOT, UDN, KILN)) {
      handle(alive(UDN, ROOT, server.location()));
      handle(alive(UDN, "urn:x:service:Heat:1", server.location()));
      handle(byebye(UDN, type));
    }

    assertThat(context.goodbyes()).hasSize(3);
  }

  @Test
  void theGoodbyeOfARootDeviceEndsWhatIsEmbeddedInIt() throws Exception {
    start(Map.of("describe", false));
    handle(alive("uuid:a1", ROOT, server.location()));
    handle(alive("uuid:b2", KILN, server.location()));
    handle(alive("uuid:c3", ROOT, "http://127.0.0.1:1/other.xml"));

    handle(byebye("uuid:a1", ROOT));

    assertThat(context.goodbyes())
        .containsExactly(
            new FakeContext.Goodbye("uuid:a1", DEVICE), new FakeContext.Goodbye("uuid:b2", DEVICE));
  }

  @Test
  void aGoodbyeOfAnUnknownDeviceCounts() throws Exception {
    start();

    handle(byebye(UDN, KILN));
    assertThat(context.goodbyes()).isEmpty();
    handle(byebye(UDN, UDN));

    assertThat(context.goodbyes()).containsExactly(new FakeContext.Goodbye(UDN, DEVICE));
  }

  @Test
  void aDescriptionThatComesAfterTheGoodbyeIsForgotten() throws Exception {
    start();
    context.queueTasks();
    handle(alive(UDN, ROOT, server.location()));
    handle(byebye(UDN, ROOT));

    context.runTasks();

    assertThat(server.requests()).isEqualTo(1);
    assertThat(context.sightings()).hasSize(1);
  }

  @Test
  void aDescriptionThatComesAfterTheLifetimeIsNoSighting() throws Exception {
    start();
    context.queueTasks();
    handle(alive(UDN, ROOT, server.location()));
    context.advance(Duration.ofSeconds(361));

    context.runTasks();

    assertThat(context.sightings()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "M-SEARCH * HTTP/1.1\r\nMAN: \"ssdp:discover\"\r\nMX: 1\r\nST: ssdp:all\r\n\r\n",
        "NOTIFY * HTTP/1.1\r\n"
            + "NT: urn:bambulab-com:device:3dprinter:1\r\n"
            + "USN: 00M00A123456789\r\n\r\n",
        "NOTIFY * HTTP/1.1\r\nNT: upnp:rootdevice\r\nLOCATION: http://127.0.0.1/\r\n\r\n",
        "noise"
      })
  void ignoresWhatIsNoDevice(String message) throws Exception {
    start();

    handle(message.getBytes(StandardCharsets.UTF_8));

    assertThat(context.sightings()).isEmpty();
    assertThat(context.goodbyes()).isEmpty();
    assertThat(context.sent()).isEmpty();
  }

  @Test
  void ignoresOffLinkSenders() throws Exception {
    start();

    handle(alive(UDN, ROOT, server.location()), DEVICE, false);
    handle(byebye(UDN, ROOT), DEVICE, false);

    assertThat(context.sightings()).isEmpty();
    assertThat(context.goodbyes()).isEmpty();
    assertThat(context.counters()).containsEntry("off_link", 2L);
  }

  // Describing

  @Test
  void addsTheDescriptionToTheSightingLater() throws Exception {
    start();
    context.queueTasks();

    handle(alive(UDN, ROOT, server.location()));
    assertThat(context.lastSighting().facts()).isEmpty();
    context.runTasks();

    Sighting sighting = context.lastSighting();
    assertThat(sighting.facts())
        .isEqualTo(
            Map.of(
                Fact.NAME, "Kiln 1",
                Fact.VENDOR, "Potter",
                Fact.MODEL, "K",
                Fact.MODEL_CODE, "K-2",
                Fact.URL, "http://127.0.0.1:" + server.port() + "/ui"));
    assertThat(sighting.attributes())
        .containsEntry("friendlyName", "Kiln 1")
        .containsEntry("serialNumber", "77")
        .containsEntry("deviceType", KILN);
    assertThat(sighting.identifiers()).hasSize(1);
    assertThat(sighting.services())
        .singleElement()
        .satisfies(service -> assertThat(service.type()).isEqualTo("urn:x:service:Heat:1"))
        .satisfies(service -> assertThat(service.port()).isEqualTo(server.port()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"BOOTID.UPNP.ORG", "CONFIGID.UPNP.ORG"})
  void fetchesAnotherVersion(String header) throws Exception {
    start();
    handle(alive(UDN, ROOT, server.location(), header + ": 1"));
    server.document(description("Kiln 2", UDN));
    context.advance(Duration.ofSeconds(2));

    handle(alive(UDN, ROOT, server.location(), header + ": 1"));
    assertThat(context.lastSighting().facts()).containsEntry(Fact.NAME, "Kiln 1");
    handle(alive(UDN, ROOT, server.location(), header + ": 2"));
    assertThat(context.lastSighting().facts()).containsEntry(Fact.NAME, "Kiln 2");
    assertThat(server.requests()).isEqualTo(2);
  }

  @Test
  void anUpdateBringsTheNextBootId() throws Exception {
    start();
    handle(alive(UDN, ROOT, server.location(), "BOOTID.UPNP.ORG: 1"));
    context.advance(Duration.ofSeconds(2));

    handle(update(UDN, server.location(), "BOOTID.UPNP.ORG: 1", "NEXTBOOTID.UPNP.ORG: 2"));
    assertThat(server.requests()).isEqualTo(2);
    context.advance(Duration.ofSeconds(2));
    handle(alive(UDN, ROOT, server.location(), "BOOTID.UPNP.ORG: 2"));

    assertThat(server.requests()).isEqualTo(2);
  }

  @Test
  void keepsTheOldDescriptionUntilTheNewOneArrives() throws Exception {
    start();
    handle(alive(UDN, ROOT, server.location(), "BOOTID.UPNP.ORG: 1"));
    server.document("");
    context.advance(Duration.ofSeconds(2));

    handle(alive(UDN, ROOT, server.location(), "BOOTID.UPNP.ORG: 2"));

    assertThat(server.requests()).isEqualTo(2);
    assertThat(context.lastSighting().facts()).containsEntry(Fact.NAME, "Kiln 1");
  }

  @Test
  void aDescriptionIsRefreshedInTheEnd() throws Exception {
    start();
    handle(alive(UDN, ROOT, server.location()));
    context.advance(Duration.ofMinutes(59));
    handle(alive(UDN, ROOT, server.location()));
    assertThat(server.requests()).isEqualTo(1);

    context.advance(Duration.ofMinutes(1));
    handle(alive(UDN, ROOT, server.location()));

    assertThat(server.requests()).isEqualTo(2);
  }

  @Test
  void retriesFailuresWithGrowingPauses() throws Exception {
    start();
    server.document("");
    handle(alive(UDN, ROOT, server.location()));
    handle(alive(UDN, ROOT, server.location()));
    assertThat(server.requests()).isEqualTo(1);

    context.advance(Duration.ofSeconds(30));
    handle(alive(UDN, ROOT, server.location()));
    assertThat(server.requests()).isEqualTo(2);

    context.advance(Duration.ofSeconds(59));
    handle(alive(UDN, ROOT, server.location()));
    assertThat(server.requests()).isEqualTo(2);

    server.document(description("Kiln 1", UDN));
    context.advance(Duration.ofSeconds(1));
    handle(alive(UDN, ROOT, server.location()));
    assertThat(server.requests()).isEqualTo(3);
    assertThat(context.lastSighting().facts()).containsEntry(Fact.NAME, "Kiln 1");
  }

  @Test
  void embeddedDevicesShareTheDescriptionOfTheirRoot() throws Exception {
    start();
    context.queueTasks();
    server.document(
        "<root><device><friendlyName>Gate</friendlyName><UDN>uuid:a1</UDN><deviceList><device>"
            + "<friendlyName>Inner</friendlyName><UDN>uuid:b2</UDN></device></deviceList>"
            + "</device></root>");

    handle(alive("uuid:a1", ROOT, server.location()));
    handle(alive("uuid:b2", KILN, server.location()));
    context.runTasks();
    handle(alive("uuid:b2", KILN, server.location()));

    assertThat(server.requests()).isEqualTo(1);
    assertThat(context.lastSighting().key()).isEqualTo("uuid:b2");
    assertThat(context.lastSighting().facts()).containsEntry(Fact.NAME, "Gate");
    assertThat(context.lastSighting().identifiers())
        .containsExactly(new Identifier.Uuid("a1"), new Identifier.Uuid("b2"));
  }

  @Test
  void aDeviceThatComesLaterIsDescribedAtOnceIfTheDescriptionIsThere() throws Exception {
    start();
    server.document(
        "<root><device><friendlyName>Gate</friendlyName><UDN>uuid:a1</UDN><deviceList><device>"
            + "<UDN>uuid:b2</UDN></device></deviceList></device></root>");
    handle(alive("uuid:a1", ROOT, server.location()));
    int before = context.sightings().size();

    handle(alive("uuid:b2", KILN, server.location()));

    assertThat(context.sightings()).hasSize(before + 1);
    assertThat(context.lastSighting().facts()).containsEntry(Fact.NAME, "Gate");
    assertThat(server.requests()).isEqualTo(1);
  }

  @Test
  void aDescriptionWithAnotherUdnDescribesButDoesNotIdentify() throws Exception {
    start();
    server.document(description("Roku", "uuid:other"));

    handle(alive("uuid:roku:ecp:P0A07", "roku:ecp", server.location()));

    assertThat(context.lastSighting().key()).isEqualTo("uuid:roku:ecp:p0a07");
    assertThat(context.lastSighting().facts()).containsEntry(Fact.NAME, "Roku");
    assertThat(context.lastSighting().identifiers())
        .containsExactly(new Identifier.Uuid("roku:ecp:p0a07"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0d0c0b0a-1234-5678-9abc-def012345678",
        "uuid:uuid:0D0C0B0A-1234-5678-9abc-def012345678",
        "\n uuid:0d0c0b0a-1234-\n 5678-9abc-def012345678 "
      })
  void aUdnIsTheSameHoweverItIsWritten(String udn) throws Exception {
    start();
    server.document(description("Kiln 1", udn));

    handle(alive(UDN, ROOT, server.location()));

    assertThat(context.lastSighting().facts()).containsEntry(Fact.NAME, "Kiln 1");
    assertThat(context.lastSighting().identifiers())
        .containsExactly(new Identifier.Uuid(UDN.substring(5)));
  }

  @Test
  void devicesWithAPlaceholderUdnAreDistinguishedByAddress() throws Exception {
    start(Map.of("describe", false));
    String udn = "uuid:2fac1234-31f8-11b4-a222-08002b34c003";

    handle(alive(udn, ROOT, ""));
    handle(alive(udn, ROOT, ""), TestLinks.address("127.0.0.2"), true);
    handle(byebye(udn, ROOT));

    assertThat(context.sightings())
        .extracting(Sighting::key)
        .containsExactly(udn + "@127.0.0.1", udn + "@127.0.0.2");
    assertThat(context.goodbyes())
        .containsExactly(new FakeContext.Goodbye(udn + "@127.0.0.1", DEVICE));
  }

  @Test
  void aDescriptionThatBreaksOffCountsUntilThereIsAWholeOne() throws Exception {
    start();
    String whole = description("Kiln 1", UDN);
    server.document(whole.substring(0, whole.indexOf("</modelName>")));
    handle(alive(UDN, ROOT, server.location()));
    assertThat(context.lastSighting().facts())
        .containsEntry(Fact.NAME, "Kiln 1")
        .doesNotContainKey(Fact.MODEL);

    server.document(whole);
    context.advance(Duration.ofSeconds(30));
    handle(alive(UDN, ROOT, server.location()));
    assertThat(context.lastSighting().facts()).containsEntry(Fact.MODEL, "K");

    server.document("<root><device><friendlyName>Half</friendlyName>");
    context.advance(Duration.ofHours(1));
    handle(alive(UDN, ROOT, server.location()));
    assertThat(server.requests()).isEqualTo(3);
    assertThat(context.lastSighting().facts()).containsEntry(Fact.NAME, "Kiln 1");
  }

  @Test
  void thePageIsBesideTheUrlBase() throws Exception {
    start();
    server.document(
        "<root><URLBase>http://127.0.0.1:80/</URLBase><device><UDN>"
            + UDN
            + "</UDN><presentationURL>index.html</presentationURL></device></root>");

    handle(alive(UDN, ROOT, server.location()));

    assertThat(context.lastSighting().facts())
        .containsEntry(Fact.URL, "http://127.0.0.1:80/index.html");
  }

  @Test
  void fetchesFromTheSenderOnly() throws Exception {
    start();

    handle(alive(UDN, ROOT, server.location()), TestLinks.address("127.0.0.2"), true);
    handle(alive(UDN, ROOT, "http://localhost:" + server.port() + "/"));
    handle(alive(UDN, ROOT, "file:///etc/hostname"));

    assertThat(context.sightings()).hasSize(3).allMatch(each -> each.facts().isEmpty());
    assertThat(server.requests()).isZero();
  }

  @Test
  void fetchesNothingFromTheHubItself() throws Exception {
    start();
    context.hubPorts(server.port());

    handle(alive(UDN, ROOT, server.location()));

    assertThat(server.requests()).isZero();
    assertThat(context.lastSighting().facts()).isEmpty();
  }

  @Test
  void asksAgainSoonIfTooManyRequestsAreWaiting() throws Exception {
    start();
    server.busy(true);
    handle(alive(UDN, ROOT, server.location()));
    assertThat(context.counters())
        .containsEntry("descriptions_put_off", 1L)
        .doesNotContainKey("descriptions_failed");

    server.busy(false);
    context.advance(Duration.ofSeconds(1));
    handle(alive(UDN, ROOT, server.location()));

    assertThat(context.lastSighting().facts()).containsEntry(Fact.NAME, "Kiln 1");
    assertThat(context.counters()).containsEntry("descriptions", 1L);
  }
}
