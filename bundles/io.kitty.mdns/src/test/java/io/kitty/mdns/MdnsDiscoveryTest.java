// SPDX-License-Identifier: Apache-2.0
package io.kitty.mdns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kitty.device.Endpoint;
import io.kitty.device.Fact;
import io.kitty.device.Service;
import io.kitty.device.Sighting;
import io.kitty.discovery.Datagram;
import io.kitty.identifier.Identifier;
import io.kitty.mdns.dns.DnsName;
import io.kitty.mdns.dns.Packets;
import io.kitty.mdns.dns.Question;
import io.kitty.mdns.dns.ServiceInstanceName;
import io.kitty.testkit.FakeContext;
import io.kitty.testkit.FakeContext.Goodbye;
import io.kitty.testkit.TestLinks;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MdnsDiscoveryTest {

  private static final InetAddress KILN = TestLinks.address("192.0.2.9");

  private final FakeContext context = new FakeContext();
  private final SentQueries queries = new SentQueries(context);
  private Map<String, Object> settings = Map.of();

  @BeforeEach
  void linksUp() {
    context.links(TestLinks.lan());
  }

  @AfterEach
  void close() {
    context.close();
  }

  private void start() throws IOException {
    Settings.provider(Settings.with(settings), context).start(context);
  }

  private void handle(Packets packet) {
    context.deliver(5353, packet.bytes(), new InetSocketAddress(KILN, 5353));
  }

  private static Packets kiln(int ttl, String type, String... txt) {
    return Packets.service(ttl, "My Kiln", type, "kiln.local", "192.0.2.9", txt);
  }

  private List<Question> asked() {
    return queries.questions();
  }

  @Test
  void reportsAnAnnouncedMachineAtOnce() throws Exception {
    start();

    handle(
        kiln(120, "_octoprint._tcp", "uuid=5f1c4a8e0c1d4b589f0e2f6f0a9f1d11", "u=me", "p=secret"));

    Sighting sighting = context.lastSighting();
    assertThat(sighting.key()).isEqualTo("kiln.local");
    assertThat(sighting.endpoint().address()).isEqualTo(KILN);
    assertThat(sighting.facts())
        .containsEntry(Fact.NAME, "My Kiln")
        .containsEntry(Fact.KIND, "printer");
    assertThat(sighting.identifiers())
        .contains(
            new Identifier.HostName("kiln"),
            new Identifier.Uuid("5f1c4a8e-0c1d-4b58-9f0e-2f6f0a9f1d11"));
    assertThat(sighting.toString()).doesNotContain("secret");
    assertThat(sighting.lifetime()).isEqualTo(Duration.ofSeconds(144));
  }

  @Test
  void putsAllServicesOfAMachineTogether() throws Exception {
    start();

    handle(kiln(120, "_http._tcp"));
    handle(kiln(120, "_octoprint._tcp"));

    assertThat(context.lastSighting().services())
        .extracting(Service::type)
        .containsExactly("_octoprint._tcp", "_http._tcp");
  }

  @Test
  void staysTheSameMachineWhileAServiceStartsAnew() throws Exception {
    start();
    handle(kiln(120, "_octoprint._tcp", "uuid=a-b"));
    handle(kiln(120, "_http._tcp"));

    handle(kiln(0, "_octoprint._tcp"));
    context.advance(Duration.ofSeconds(2));

    assertThat(context.lastSighting().services()).extracting(Service::type).contains("_http._tcp");
    assertThat(context.lastSighting().identifiers()).contains(new Identifier.Uuid("a-b"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\u200b"})
  void reportsNoServiceOfAHostWithoutAVisibleName(String host) throws Exception {
    start();

    handle(Packets.service(120, "My Kiln", "_http._tcp", host, "192.0.2.9"));

    assertThat(context.sightings()).isEmpty();
  }

  @Test
  void withdrawsAMachineOneSecondAfterItsGoodbye() throws Exception {
    start();
    handle(kiln(120, "_http._tcp"));

    handle(kiln(0, "_http._tcp"));
    assertThat(context.goodbyes()).isEmpty();
    context.advance(Duration.ofSeconds(1));

    assertThat(context.goodbyes()).containsExactly(new Goodbye("kiln.local", KILN));
  }

  @Test
  void whoComesBackWithinTheSecondStays() throws Exception {
    start();
    handle(kiln(120, "_http._tcp"));

    handle(kiln(0, "_http._tcp"));
    handle(kiln(120, "_http._tcp"));
    context.advance(Duration.ofSeconds(5));

    assertThat(context.goodbyes()).isEmpty();
  }

  @Test
  void whoFallsSilentIsNotSaidToHaveLeft() throws Exception {
    start();
    handle(kiln(120, "_http._tcp"));
    int before = context.sightings().size();

    context.advance(Duration.ofHours(3));

    assertThat(context.goodbyes()).isEmpty();
    assertThat(context.sightings().stream().skip(before))
        .allSatisfy(each -> assertThat(each.lifetime()).isLessThan(Duration.ofSeconds(144)));
  }

  @Test
  void followsAMachineToItsNewAddress() throws Exception {
    start();
    handle(kiln(120, "_http._tcp"));
    context.advance(Duration.ofSeconds(5));

    handle(Packets.response().address(120, "kiln.local", "192.0.2.10"));
    context.advance(Duration.ofSeconds(3));

    assertThat(context.lastSighting().endpoint().address())
        .isEqualTo(TestLinks.address("192.0.2.10"));
    assertThat(context.goodbyes()).containsExactly(new Goodbye("kiln.local", KILN));
  }

  @Test
  void repeatsBothAddressesOfAMachineThatHasTwo() throws Exception {
    start();
    handle(kiln(4500, "_http._tcp"));
    handle(Packets.response().sharedAddress(4500, "kiln.local", "192.0.2.10"));
    int before = context.sightings().size();

    context.advance(Duration.ofSeconds(80));

    assertThat(context.sightings().subList(before, context.sightings().size()))
        .extracting(each -> each.endpoint().address())
        .contains(KILN, TestLinks.address("192.0.2.10"));
  }

  @Test
  void takesTheSenderWhereTheAddressIsImpossible() throws Exception {
    start();

    handle(Packets.service(120, "Kiln", "_ipp._tcp", "kiln.local", "127.0.0.1"));

    assertThat(context.lastSighting().endpoint().address()).isEqualTo(KILN);
    assertThat(context.lastSighting().attributes()).containsEntry("ip", "192.0.2.9");
  }

  @Test
  void namesTheSenderWhoSpeaksForAnother() throws Exception {
    start();

    handle(Packets.service(120, "Kiln", "_ipp._tcp", "kiln.local", "192.0.2.50"));

    assertThat(context.lastSighting().endpoint().address())
        .isEqualTo(TestLinks.address("192.0.2.50"));
    assertThat(context.lastSighting().attributes()).containsEntry("source", "192.0.2.9");
  }

  @Test
  void ignoresSendersThatAreNotOnTheLink() throws Exception {
    start();

    context.deliver(
        new Datagram(
            kiln(120, "_http._tcp").bytes(), new InetSocketAddress(KILN, 5353), "eth0", false));

    assertThat(context.sightings()).isEmpty();
    assertThat(context.counters()).containsKey("off_link");
  }

  private static Datagram fromLinkLocal(boolean toGroup) {
    byte[] packet = Packets.service(120, "Kiln", "_ipp._tcp", "kiln.local", "169.254.9.9").bytes();
    InetSocketAddress source = new InetSocketAddress("169.254.9.9", 5353);
    return new Datagram(packet, source, "eth0", false, toGroup);
  }

  @Test
  void hearsAMachineWithoutDhcpThatSpeaksToTheGroup() throws Exception {
    start();

    context.deliver(fromLinkLocal(false));
    assertThat(context.sightings()).isEmpty();

    context.deliver(fromLinkLocal(true));

    assertThat(context.lastSighting().endpoint())
        .isEqualTo(new Endpoint(TestLinks.address("169.254.9.9"), "eth0"));
  }

  @Test
  void ignoresOtherAddressesThatAreNotOfTheLinkInTheGroupToo() throws Exception {
    start();

    context.deliver(
        new Datagram(
            kiln(120, "_http._tcp").bytes(),
            new InetSocketAddress("203.0.113.9", 5353),
            "eth0",
            false,
            true));

    assertThat(context.sightings()).isEmpty();
  }

  @Test
  void asksForAllKnownTypesAndThoseOfTheConfiguration() throws Exception {
    settings = Map.of("types", new String[] {"_kiln._tcp", "_wheel._udp"});
    start();

    context.runScan();

    assertThat(asked())
        .contains(
            new Question(ServiceInstanceName.TYPES, Question.Type.PTR),
            Question.browse("_snapmaker._tcp"),
            Question.browse("_kiln._tcp"),
            Question.browse("_wheel._udp"));
  }

  @Test
  void asksAtOnceForATypeThatItDidNotKnow() throws Exception {
    start();

    handle(
        Packets.response()
            .pointer(4500, "_services._dns-sd._udp.local", "_Creality-84897AB", "_udp", "local"));

    assertThat(asked()).contains(Question.browse("_Creality-84897AB._udp"));
  }

  @Test
  void aTypeThatIsAskedForIsNotAskedForAgainInOtherLetters() throws Exception {
    start();

    handle(
        Packets.response().pointer(4500, "_services._dns-sd._udp.local", "_HTTP", "_TCP", "local"));
    assertThat(asked()).isEmpty();
    context.runScan();

    assertThat(asked()).contains(Question.browse("_http._tcp"));
    assertThat(asked()).extracting(each -> each.name().text()).doesNotContain("_HTTP._TCP.local");
  }

  @Test
  void asksAtOnceForWhatAnAnswerLeftOpen() throws Exception {
    start();
    Packets pointer =
        Packets.response().pointer(4500, "_ipp._tcp.local", "My Kiln", "_ipp", "_tcp", "local");

    handle(pointer);

    DnsName instance = new DnsName(List.of("My Kiln", "_ipp", "_tcp", "local"));
    assertThat(asked())
        .contains(
            new Question(instance, Question.Type.SRV), new Question(instance, Question.Type.TXT));
    assertThat(context.sightings()).isEmpty();
  }

  @Test
  void asksAgainBeforeARecordEnds() throws Exception {
    start();
    handle(kiln(120, "_http._tcp"));
    context.advance(Duration.ofSeconds(90));
    assertThat(asked()).extracting(Question::type).doesNotContain(Question.Type.SRV);

    context.advance(Duration.ofSeconds(29));

    assertThat(asked()).filteredOn(q -> q.type() == Question.Type.SRV).hasSize(4);
    assertThat(asked()).filteredOn(q -> q.type() == Question.Type.A).hasSize(4);
  }

  @Test
  void looksThroughWhatItKnowsAgainAfterAFailure() throws Exception {
    AtomicBoolean failing = new AtomicBoolean();
    LongSupplier nanos =
        () -> {
          if (failing.getAndSet(false)) {
            throw new IllegalStateException("once");
          }
          return context.clock().nanos();
        };
    Settings.provider(Settings.defaults(), nanos, context.clock()).start(context);
    handle(kiln(120, "_http._tcp"));
    int before = context.sightings().size();

    failing.set(true);
    assertThatThrownBy(() -> context.advance(Duration.ofSeconds(1))).hasMessage("once");
    context.advance(Duration.ofSeconds(40));

    assertThat(context.sightings()).hasSizeGreaterThan(before);
  }

  @Test
  void saysWhatItKnowsWhenItAsks() throws Exception {
    start();
    handle(kiln(4500, "_http._tcp"));

    context.runScan();

    assertThat(queries.known()).contains(new DnsName(List.of("My Kiln", "_http", "_tcp", "local")));
  }

  @Test
  void aFloodOfPointersHasItAskNoMoreThanItsBudget() throws Exception {
    start();

    for (int i = 0; i < 1000; i++) {
      handle(
          Packets.response()
              .pointer(4500, "_ipp._tcp.local", "Kiln " + i, "_ipp", "_tcp", "local"));
    }

    assertThat(asked()).hasSizeLessThanOrEqualTo(64);
  }

  @Test
  void whoTalksTooMuchIsReportedLater() throws Exception {
    start();

    for (int i = 0; i < 100; i++) {
      handle(Packets.service(120, "Kiln " + i, "_http._tcp", "kiln.local", "192.0.2.9"));
    }
    assertThat(context.sightings()).hasSize(20);
    context.advance(Duration.ofSeconds(1));

    assertThat(context.sightings()).hasSize(21);
    assertThat(context.lastSighting().services())
        .hasSize(64)
        .extracting(Service::name)
        .contains("Kiln 99");
  }

  @Test
  void asksFromEachLinkThatIsUp() throws Exception {
    start();
    context.runScan();
    assertThat(queries.interfaces()).containsExactly("eth0");

    queries.clear();
    context.links(TestLinks.lan(), TestLinks.loopback());
    context.runScan();
    assertThat(queries.interfaces()).containsExactly("eth0", TestLinks.loopback().name());

    queries.clear();
    context.links(TestLinks.loopback());
    context.runScan();
    assertThat(queries.interfaces()).containsExactly(TestLinks.loopback().name());
  }

  @Test
  void asksInBothFamiliesWithTheHopLimitOfMulticastDns() throws Exception {
    start();

    context.runScan();

    assertThat(context.ports()).allSatisfy(port -> assertThat(port.spec().ttl()).isEqualTo(255));
    assertThat(context.ports().get(0).spec().port()).isEqualTo(5353);
    assertThat(context.ports().get(0).sent())
        .extracting(packet -> packet.to().getAddress())
        .contains(TestLinks.address("224.0.0.251"), TestLinks.address("ff02::fb"));
  }
}
