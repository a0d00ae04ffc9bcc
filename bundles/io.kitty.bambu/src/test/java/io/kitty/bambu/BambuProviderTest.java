// SPDX-License-Identifier: Apache-2.0
package io.kitty.bambu;

import static io.kitty.bambu.announcement.AnnouncementSamples.SERIAL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kitty.bambu.announcement.AnnouncementParser;
import io.kitty.bambu.announcement.AnnouncementSamples;
import io.kitty.bambu.announcement.SearchRequest;
import io.kitty.device.Endpoint;
import io.kitty.device.Fact;
import io.kitty.device.Sighting;
import io.kitty.discovery.Datagram;
import io.kitty.discovery.PortSpec;
import io.kitty.identifier.Identifier;
import io.kitty.testkit.FakeContext;
import io.kitty.testkit.FakeContext.Goodbye;
import io.kitty.testkit.FakePort;
import io.kitty.testkit.TestConfigs;
import io.kitty.testkit.TestLinks;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BambuProviderTest {

  private static final String HINT =
      "etc/io.kitty.bambu.state-NAME.cfg: serial and access.code of the printer";
  private static final InetAddress GROUP = TestLinks.address("239.255.255.250");
  private static final InetAddress PRINTER = TestLinks.address("192.0.2.7");
  private static final InetAddress OTHER = TestLinks.address("192.0.2.8");

  private final FakeContext context = new FakeContext();

  @BeforeEach
  void queue() {
    context.queueTasks();
  }

  @AfterEach
  void stop() {
    context.close();
  }

  private void start(Map<String, Object> settings) throws Exception {
    new BambuProvider(TestConfigs.with(BambuProvider.Config.class, settings)).start(context);
  }

  private void start() throws Exception {
    start(Map.of());
  }

  private void handle(byte[] message, InetAddress from) {
    context.deliver(2021, message, new InetSocketAddress(from, 1900));
  }

  private void handleOffLink(byte[] message, InetAddress from) {
    FakePort port = context.ports().get(0);
    port.deliver(new Datagram(message, new InetSocketAddress(from, 1900), "", false));
  }

  @Test
  void listensOnAnnouncementPortsAndSearchesFromAnother() throws Exception {
    start();

    assertThat(context.ports())
        .extracting(FakePort::spec)
        .containsExactly(
            PortSpec.listening(2021, GROUP),
            PortSpec.listening(1990, GROUP),
            PortSpec.listening(1900, GROUP),
            PortSpec.ephemeral().ttl(2));
    assertThat(context.scanInterval()).contains(Duration.ofMinutes(1));
  }

  @Test
  void searchesOnBothPorts() throws Exception {
    start();

    context.runScan();

    assertThat(context.ports().get(3).sent())
        .extracting(FakePort.Packet::to)
        .containsExactly(new InetSocketAddress(GROUP, 1990), new InetSocketAddress(GROUP, 2021));
    assertThat(context.sent()).hasSize(2).allMatch(p -> p.kind() == FakePort.Kind.MULTICAST);
    assertThat(context.sent()).allMatch(p -> AnnouncementParser.parse(p.payload()).isPresent());
  }

  @Test
  void searchesConfiguredHostsByUnicast() throws Exception {
    start(Map.of("hosts", new String[] {"198.51.100.4"}));

    context.runScan();

    assertThat(context.sent())
        .filteredOn(packet -> packet.kind() == FakePort.Kind.SEND)
        .extracting(FakePort.Packet::to)
        .containsExactly(new InetSocketAddress("198.51.100.4", 2021));
  }

  @Test
  void namesAPortThatCannotBeOpened() {
    context.failOpen("it is taken");

    assertThatThrownBy(this::start).hasMessage("cannot listen on UDP port 2021: it is taken");
  }

  @ParameterizedTest
  @ValueSource(ints = {2021, 1990, 1900})
  void reportsWhatAPrinterAnnouncesOnAnyPort(int port) throws Exception {
    start();

    context.deliver(
        port,
        AnnouncementSamples.alive(SERIAL, "192.0.2.7", AnnouncementSamples.details("C12", "Bench")),
        new InetSocketAddress(PRINTER, 1900));

    Sighting sighting = context.lastSighting();
    assertThat(sighting.key()).isEqualTo(SERIAL);
    assertThat(sighting.endpoint()).isEqualTo(new Endpoint(PRINTER, "eth0"));
    assertThat(sighting.lifetime()).as("whatever max-age says").isEqualTo(Duration.ofSeconds(90));
    assertThat(sighting.identifiers()).containsExactly(new Identifier.Serial("bambu", SERIAL));
    assertThat(sighting.facts())
        .isEqualTo(
            Map.of(
                Fact.NAME, "Bench",
                Fact.VENDOR, "Bambu Lab",
                Fact.MODEL, "P1S",
                Fact.MODEL_CODE, "C12",
                Fact.FIRMWARE, "01.02.03.04",
                Fact.NEEDS_KEY, HINT));
    assertThat(sighting.attributes())
        .isEqualTo(
            Map.of(
                "serial", SERIAL,
                "model", "P1S",
                "model_code", "C12",
                "name", "Bench",
                "version", "01.02.03.04",
                "connect", "lan",
                "bind", "free",
                "seclink", "secure",
                "inf", "wlan0",
                "dev_cap", 1L));
    assertThat(sighting.readings()).isEqualTo(Map.of("signal", -40L, "max_age", 1800L));
  }

  @Test
  void needsNoMoreThanASerial() throws Exception {
    start();

    handle(AnnouncementSamples.alive(SERIAL, ""), PRINTER);

    assertThat(context.lastSighting().endpoint().address()).isEqualTo(PRINTER);
    assertThat(context.lastSighting().facts())
        .isEqualTo(Map.of(Fact.VENDOR, "Bambu Lab", Fact.NEEDS_KEY, HINT));
  }

  @Test
  void keepsAnUnknownCode() throws Exception {
    start();

    handle(AnnouncementSamples.alive(SERIAL, "192.0.2.7", "DevModel.bambu.com: Q77"), PRINTER);

    assertThat(context.lastSighting().facts())
        .containsEntry(Fact.MODEL_CODE, "Q77")
        .doesNotContainKey(Fact.MODEL);
  }

  @Test
  void onePrinterWithTwoAddressesHasOneKey() throws Exception {
    start();

    handle(AnnouncementSamples.alive(SERIAL, "192.0.2.7", "DevInf.bambu.com: wlan0"), PRINTER);
    handle(AnnouncementSamples.alive(SERIAL, "192.0.2.8", "DevInf.bambu.com: eth0"), OTHER);

    assertThat(context.sightings()).extracting(Sighting::key).containsOnly(SERIAL);
    assertThat(context.sightings())
        .extracting(sighting -> sighting.endpoint().address())
        .containsExactly(PRINTER, OTHER);
  }

  @ParameterizedTest
  @ValueSource(strings = {"000000000000000", "00M00A000000000", "123456789012345", "unknown"})
  void distinguishesPrintersWithoutASerialByAddress(String serial) throws Exception {
    start();

    handle(AnnouncementSamples.alive(serial, "192.0.2.7"), PRINTER);
    handle(AnnouncementSamples.alive(serial, "192.0.2.8"), OTHER);

    assertThat(context.sightings()).allMatch(sighting -> sighting.identifiers().isEmpty());

    assertThat(context.sightings())
        .extracting(Sighting::key)
        .containsExactly("192.0.2.7", "192.0.2.8");
  }

  @Test
  void aVirtualPrinterIsMarked() throws Exception {
    start();

    handle(AnnouncementSamples.alive("00M09A391800001", "192.0.2.7"), PRINTER);

    assertThat(context.lastSighting().facts()).containsEntry(Fact.VIRTUAL, "true");
  }

  @Test
  void aGoodbyeWithdrawsWhatTheSenderAnnounced() throws Exception {
    start();

    handle(AnnouncementSamples.byebye(SERIAL), OTHER);

    assertThat(context.sightings()).isEmpty();
    assertThat(context.goodbyes()).containsExactly(new Goodbye(SERIAL, OTHER));
  }

  @Test
  void usesTheSendersAddressDespiteAClaim() throws Exception {
    start();

    handle(AnnouncementSamples.alive(SERIAL, "198.51.100.7"), PRINTER);

    assertThat(context.lastSighting().endpoint()).isEqualTo(new Endpoint(PRINTER, "eth0"));
    assertThat(context.lastSighting().attributes())
        .containsEntry("claimed_ip", "198.51.100.7")
        .doesNotContainKey("source");
  }

  @Test
  void trustsAConfiguredRelay() throws Exception {
    start(Map.of("relays", new String[] {"192.0.2.8"}));

    handle(AnnouncementSamples.alive(SERIAL, "198.51.100.7"), OTHER);

    assertThat(context.lastSighting().endpoint())
        .isEqualTo(new Endpoint(TestLinks.address("198.51.100.7"), ""));
    assertThat(context.lastSighting().attributes())
        .containsEntry("source", "192.0.2.8")
        .doesNotContainKey("claimed_ip");
  }

  @Test
  void dropsAnImpossibleAddress() throws Exception {
    start(Map.of("relays", new String[] {"192.0.2.8"}));

    handle(AnnouncementSamples.alive(SERIAL, "0.0.0.0"), OTHER);
    handle(AnnouncementSamples.alive(SERIAL, "127.0.0.1"), PRINTER);

    assertThat(context.sightings())
        .extracting(sighting -> sighting.endpoint().address())
        .containsExactly(OTHER, PRINTER);
    assertThat(context.sightings())
        .allSatisfy(
            sighting ->
                assertThat(sighting.attributes()).doesNotContainKeys("claimed_ip", "source"));
  }

  @Test
  void acceptsOffLinkSendersOnlyIfPrivateOrConfigured() throws Exception {
    start(Map.of("hosts", new String[] {"198.51.100.4"}));

    handleOffLink(AnnouncementSamples.alive("S1", "10.9.8.7"), TestLinks.address("10.9.8.7"));
    handleOffLink(
        AnnouncementSamples.alive("S2", "198.51.100.4"), TestLinks.address("198.51.100.4"));
    handleOffLink(
        AnnouncementSamples.alive("S3", "198.51.100.5"), TestLinks.address("198.51.100.5"));

    assertThat(context.sightings()).extracting(Sighting::key).containsExactly("S1", "S2");
    assertThat(context.counters()).containsEntry("off_link", 1L);
  }

  @Test
  void ignoresSearchesAndNeighboursOnTheSamePorts() throws Exception {
    start();

    for (byte[] message :
        List.of(
            SearchRequest.packet(1990),
            AnnouncementSamples.lines(
                "NOTIFY * HTTP/1.1",
                "NT: urn:schemas-upnp-org:device:MediaServer:1",
                "NTS: ssdp:alive",
                "USN: uuid:1::urn:schemas-upnp-org:device:MediaServer:1"))) {
      handle(message, PRINTER);
    }

    assertThat(context.sightings()).isEmpty();
    assertThat(context.counters()).isEmpty();
  }
}
