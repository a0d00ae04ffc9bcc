// SPDX-License-Identifier: Apache-2.0
package io.kitty.bindserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.kitty.bindserver.limit.ConnectionLimits;
import io.kitty.device.Fact;
import io.kitty.device.Sighting;
import io.kitty.discovery.Datagram;
import io.kitty.identifier.Identifier;
import io.kitty.testkit.FakeContext;
import io.kitty.testkit.FakePort.Kind;
import io.kitty.testkit.FakePort.Packet;
import io.kitty.testkit.TestLinks;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrinterAnnouncerTest {

  static final String SEARCH =
      "M-SEARCH * HTTP/1.1\r\nHOST: 239.255.255.250:2021\r\nMAN: \"ssdp:discover\"\r\nMX: 3\r\n"
          + "ST: urn:bambulab-com:device:3dprinter:1\r\n\r\n";

  private static final String DETAILS =
      "USN: 01P00A391800001\r\n"
          + "Cache-Control: max-age=1800\r\n"
          + "DevModel.bambu.com: C12\r\n"
          + "DevName.bambu.com: Bench\r\n"
          + "DevSignal.bambu.com: -44\r\n"
          + "DevConnect.bambu.com: lan\r\n"
          + "DevBind.bambu.com: free\r\n"
          + "Devseclink.bambu.com: secure\r\n"
          + "DevInf.bambu.com: eth0\r\n"
          + "DevVersion.bambu.com: 01.00.00.00\r\n"
          + "DevCap.bambu.com: 1\r\n\r\n";

  private static final InetSocketAddress NEIGHBOUR =
      new InetSocketAddress(TestLinks.address("192.0.2.9"), 50_000);

  private final FakeContext context = new FakeContext();

  @AfterEach
  void close() {
    context.close();
  }

  private void start(Object... pairs) throws Exception {
    Printers.provider(ConnectionLimits.DEFAULT, context.clock(), pairs).start(context);
  }

  private void announce() throws Exception {
    context.links(TestLinks.lan());
    start("announce", true, "bind_address", "", "plain_port", 0);
  }

  private static String alive(String location) {
    return "NOTIFY * HTTP/1.1\r\n"
        + "Host: 239.255.255.250:1990\r\n"
        + "Server: UPnP/1.0\r\n"
        + "Location: "
        + location
        + "\r\nNT: urn:bambulab-com:device:3dprinter:1\r\nNTS: ssdp:alive\r\n"
        + DETAILS;
  }

  private static String text(Packet packet) {
    return new String(packet.payload(), StandardCharsets.UTF_8);
  }

  private void search(String text) {
    context.deliver(2021, text.getBytes(StandardCharsets.UTF_8), NEIGHBOUR);
  }

  @Test
  void sendsNothingUnlessConfigured() throws Exception {
    start();

    assertThat(context.ports()).isEmpty();
  }

  @Test
  void announcesByBroadcastAndMulticast() throws Exception {
    announce();

    assertThat(context.sent())
        .extracting(Packet::kind, packet -> packet.to().getPort(), Packet::by)
        .containsExactlyInAnyOrder(
            tuple(Kind.BROADCAST, 2021, "eth0"), tuple(Kind.MULTICAST, 1990, "eth0"));
    assertThat(context.sent()).allSatisfy(p -> assertThat(text(p)).isEqualTo(alive("192.0.2.1")));
    assertThat(context.sent())
        .filteredOn(packet -> packet.kind() == Kind.MULTICAST)
        .allMatch(packet -> packet.to().getAddress().getHostAddress().equals("239.255.255.250"));
  }

  @Test
  void announcesEachInterfacesOwnAddress() throws Exception {
    announce();
    context.links(TestLinks.lan(), TestLinks.loopback());

    List<Packet> last = context.sent().stream().filter(p -> p.by().equals("lo")).toList();
    assertThat(last).hasSize(2).allSatisfy(p -> assertThat(text(p)).isEqualTo(alive("127.0.0.1")));
  }

  @Test
  void announcesTheConfiguredAddress() throws Exception {
    start("announce", true, "advertise_address", "198.51.100.7");

    assertThat(context.sent())
        .hasSize(2)
        .allSatisfy(p -> assertThat(text(p)).isEqualTo(alive("198.51.100.7")));
  }

  @Test
  void repeatsItsAnnouncement() throws Exception {
    announce();

    context.advance(Duration.ofSeconds(29));
    assertThat(context.sent()).hasSize(2);
    context.advance(Duration.ofSeconds(1));
    assertThat(context.sent()).hasSize(4);
    context.advance(Duration.ofSeconds(60));
    assertThat(context.sent()).hasSize(8);
  }

  @Test
  void sendsAGoodbye() throws Exception {
    announce();
    context.close();

    assertThat(context.sent().stream().filter(packet -> !text(packet).contains("alive")))
        .hasSize(2)
        .allSatisfy(
            packet ->
                assertThat(text(packet))
                    .isEqualTo(
                        "NOTIFY * HTTP/1.1\r\n"
                            + "Host: 239.255.255.250:1990\r\n"
                            + "NT: urn:bambulab-com:device:3dprinter:1\r\n"
                            + "NTS: ssdp:byebye\r\n"
                            + "USN: 01P00A391800001\r\n\r\n"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"urn:bambulab-com:device:3dprinter:1", "ssdp:all", "SSDP:ALL"})
  void answersSearches(String target) throws Exception {
    announce();

    search(SEARCH.replace("urn:bambulab-com:device:3dprinter:1", target));
    context.advance(Duration.ofMillis(100));

    Packet answer =
        context.sent().stream().filter(p -> p.kind() == Kind.SEND).findFirst().orElseThrow();
    assertThat(answer.to()).isEqualTo(NEIGHBOUR);
    assertThat(text(answer))
        .isEqualTo(
            "HTTP/1.1 200 OK\r\n"
                + "Server: UPnP/1.0\r\n"
                + "Location: 192.0.2.1\r\n"
                + "ST: urn:bambulab-com:device:3dprinter:1\r\n"
                + DETAILS);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "M-SEARCH",
        "M-SEARCH * HTTP/1.1\r\n\r\n",
        "M-SEARCH * HTTP/1.1\r\nMAN: \"ssdp:discover\"\r\nST: upnp:rootdevice\r\n\r\n",
        "M-SEARCH * HTTP/1.1\r\nST: ssdp:all\r\n\r\n",
        "NOTIFY * HTTP/1.1\r\nMAN: \"ssdp:discover\"\r\nST: ssdp:all\r\n\r\n"
      })
  void answersNothingElse(String text) throws Exception {
    announce();

    search(text);
    context.advance(Duration.ofMillis(100));

    assertThat(context.sent()).hasSize(2);
  }

  @Test
  void ignoresOffLinkSearches() throws Exception {
    announce();

    context.deliver(
        new Datagram(SEARCH.getBytes(StandardCharsets.US_ASCII), NEIGHBOUR, "eth0", false));

    assertThat(context.sent()).hasSize(2);
    assertThat(context.counters()).containsEntry("searches_off_link", 2L);
  }

  @Test
  void limitsRepliesPerSource() throws Exception {
    announce();

    for (int i = 0; i < 20; i++) {
      search(SEARCH);
    }

    assertThat(context.counters())
        .containsEntry("searches_answered", (long) PrinterAnnouncer.MAX_PER_SOURCE)
        .containsEntry("searches_dropped", 20L - PrinterAnnouncer.MAX_PER_SOURCE);

    context.advance(Duration.ofSeconds(1));
    search(SEARCH);

    assertThat(context.counters())
        .containsEntry("searches_answered", PrinterAnnouncer.MAX_PER_SOURCE + 1L);
  }

  @Test
  void limitsRepliesInTotal() throws Exception {
    announce();

    for (int i = 0; i < 200; i++) {
      InetSocketAddress source = new InetSocketAddress(TestLinks.address("192.0.2." + i), 50_000);
      context.deliver(2021, SEARCH.getBytes(StandardCharsets.US_ASCII), source);
    }

    assertThat(context.counters()).containsEntry("searches_answered", (long) PrinterAnnouncer.MAX);
  }

  @Test
  void reportsThePrinterAsVirtual() throws Exception {
    context.links(TestLinks.lan());
    start("bind_address", "");

    Sighting sighting = context.lastSighting();
    assertThat(sighting.key()).isEqualTo(Printers.SERIAL);
    assertThat(sighting.endpoint().address()).isEqualTo(TestLinks.address("192.0.2.1"));
    assertThat(sighting.identifiers())
        .containsExactly(Identifier.serial("bambu", Printers.SERIAL).orElseThrow());
    assertThat(sighting.facts())
        .containsEntry(Fact.VIRTUAL, "true")
        .containsEntry(Fact.NAME, "Bench")
        .containsEntry(Fact.MODEL_CODE, "C12");
  }

  @Test
  void repeatsItsReportBeforeItExpires() throws Exception {
    start();
    Duration lifetime = context.lastSighting().lifetime();
    int before = context.sightings().size();

    context.advance(lifetime.dividedBy(2));

    assertThat(context.sightings()).hasSizeGreaterThan(before);
  }
}
