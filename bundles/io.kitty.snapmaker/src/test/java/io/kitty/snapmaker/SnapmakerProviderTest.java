// SPDX-License-Identifier: Apache-2.0
package io.kitty.snapmaker;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.kitty.device.Fact;
import io.kitty.device.Service;
import io.kitty.device.Sighting;
import io.kitty.discovery.Datagram;
import io.kitty.discovery.PortSpec;
import io.kitty.testkit.FakeContext;
import io.kitty.testkit.FakePort;
import io.kitty.testkit.FakePort.Kind;
import io.kitty.testkit.TestConfigs;
import io.kitty.testkit.TestLinks;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SnapmakerProviderTest {

  private static final InetAddress MACHINE = TestLinks.address("127.0.0.20");
  private static final String IDLE = "Kiln@127.0.0.20|model:Snapmaker 2 Model A150|status:IDLE";

  private final FakeContext context = new FakeContext();

  @AfterEach
  void close() {
    context.close();
  }

  private void start(Map<String, Object> settings) throws Exception {
    new SnapmakerProvider(TestConfigs.with(SnapmakerProvider.Config.class, settings))
        .start(context);
  }

  private void start() throws Exception {
    start(Map.of());
  }

  private void handle(String reply) {
    handle(reply, MACHINE, true);
  }

  private void handle(String reply, InetAddress from, boolean onLink) {
    context.deliver(
        new Datagram(reply.getBytes(UTF_8), new InetSocketAddress(from, 20054), "lo", onLink));
  }

  private Sighting sightingOf(String reply) {
    handle(reply);
    return context.lastSighting();
  }

  private List<InetSocketAddress> unicastTargets() {
    return context.sent().stream()
        .filter(packet -> packet.kind() == Kind.SEND)
        .map(FakePort.Packet::to)
        .toList();
  }

  private static InetSocketAddress at(String address) {
    return new InetSocketAddress(TestLinks.address(address), 20054);
  }

  @Test
  void sendsBothBroadcastsThreeTimesARound() throws Exception {
    start();

    context.runScan();

    assertThat(context.ports()).extracting(FakePort::spec).containsExactly(PortSpec.ephemeral());
    assertThat(context.scanInterval()).contains(Duration.ofSeconds(10));
    assertThat(context.sent())
        .extracting(FakePort.Packet::kind)
        .containsExactly(Kind.BROADCAST, Kind.LIMITED_BROADCAST);
    context.advance(Duration.ofSeconds(1));
    assertThat(context.sent()).hasSize(4);
    context.advance(Duration.ofMinutes(1));
    assertThat(context.sent())
        .hasSize(6)
        .allMatch(packet -> new String(packet.payload(), US_ASCII).equals("discover"))
        .allMatch(packet -> packet.to().getPort() == 20054);
  }

  @Test
  void usesTheConfiguredPort() throws Exception {
    start(Map.of("port", 20055, "timeout", 0.5));

    context.runScan();
    context.advance(Duration.ofMillis(500));

    assertThat(context.sent()).hasSize(4).allMatch(packet -> packet.to().getPort() == 20055);
  }

  @Test
  void queriesConfiguredHostsByUnicast() throws Exception {
    start(Map.of("hosts", new String[] {"127.0.0.5", "127.0.0.6"}));

    context.runScan();

    assertThat(unicastTargets()).containsExactlyInAnyOrder(at("127.0.0.5"), at("127.0.0.6"));
  }

  @Test
  void namesAnUnknownHostAndQueriesTheOthers() throws Exception {
    start(Map.of("hosts", new String[] {"no.such.host.invalid", "127.0.0.6"}));

    context.runScan();

    assertThat(unicastTargets()).containsExactly(at("127.0.0.6"));
    assertThat(context.errors())
        .singleElement()
        .satisfies(error -> assertThat(error.message()).contains("no.such.host.invalid"));
  }

  @Test
  void queriesAKnownMachineByUnicast() throws Exception {
    start();
    context.runScan();
    handle(IDLE);

    context.runScan();

    assertThat(unicastTargets()).containsExactly(at("127.0.0.20"));
  }

  @Test
  void repeatsTheRequestToSilentMachines() throws Exception {
    start(Map.of("hosts", new String[] {"127.0.0.20", "127.0.0.6"}));
    context.runScan();
    handle(IDLE);

    context.advance(Duration.ofSeconds(10));

    assertThat(unicastTargets())
        .containsExactlyInAnyOrder(
            at("127.0.0.20"), at("127.0.0.6"), at("127.0.0.6"), at("127.0.0.6"));
  }

  @Test
  void reportsAReply() throws Exception {
    start();

    Sighting sighting = sightingOf(IDLE);

    assertThat(sighting.key()).isEqualTo("127.0.0.20");
    assertThat(sighting.endpoint().address()).isEqualTo(MACHINE);
    assertThat(sighting.lifetime()).isEqualTo(Duration.ofSeconds(33));
    assertThat(sighting.identifiers()).isEmpty();
    assertThat(sighting.facts())
        .containsOnly(
            Map.entry(Fact.NAME, "Kiln"),
            Map.entry(Fact.MODEL, "Snapmaker 2 Model A150"),
            Map.entry(Fact.STATUS, "IDLE"),
            Map.entry(Fact.VENDOR, "Snapmaker"));
    assertThat(sighting.attributes())
        .containsOnly(
            Map.entry("name", "Kiln"),
            Map.entry("model", "Snapmaker 2 Model A150"),
            Map.entry("status", "IDLE"),
            Map.entry("ip", "127.0.0.20"));
    assertThat(sighting.services()).containsExactly(new Service("http", "", 8080, Map.of()));
  }

  @ParameterizedTest
  @CsvSource({"PAUSED, PAUSED", "running, RUNNING", "Levelling, Levelling"})
  void aKnownWordIsAStatusAndAnyOtherStays(String word, String status) throws Exception {
    start();

    Sighting sighting = sightingOf("Kiln@127.0.0.20|model:Snapmaker 2 Model A150|status:" + word);

    assertThat(sighting.facts()).containsEntry(Fact.STATUS, status);
    assertThat(sighting.attributes()).containsEntry("status", word);
  }

  @Test
  void aMissingStatusIsUnknown() throws Exception {
    start();

    Sighting sighting = sightingOf("Kiln@127.0.0.20|model:Snapmaker Artisan|SACP:1");

    assertThat(sighting.facts()).doesNotContainKey(Fact.STATUS);
    assertThat(sighting.attributes()).containsEntry("sacp", "1").doesNotContainKey("status");
    assertThat(sighting.services()).containsExactly(new Service("sacp", "", 8888, Map.of()));
  }

  @Test
  void dropsAnUnknownModel() throws Exception {
    start();

    assertThat(sightingOf("Kiln@127.0.0.20|model:NaN|SACP:1").facts())
        .doesNotContainKey(Fact.MODEL);
  }

  @Test
  void replacesAnImpossibleClaimByTheSender() throws Exception {
    start();

    Sighting sighting = sightingOf("Kiln@0.0.0.0|model:J1");

    assertThat(sighting.endpoint().address()).isEqualTo(MACHINE);
    assertThat(sighting.attributes())
        .containsEntry("ip", "127.0.0.20")
        .containsEntry("claimed_ip", "0.0.0.0")
        .containsEntry("source", "127.0.0.20");
  }

  @Test
  void keepsAnotherClaimWithTheSender() throws Exception {
    start();

    Sighting sighting = sightingOf("Kiln@192.0.2.9|model:J1|source:9.9.9.9|ip:9.9.9.9");

    assertThat(sighting.key()).isEqualTo("127.0.0.20");
    assertThat(sighting.endpoint().address()).isEqualTo(MACHINE);
    assertThat(sighting.attributes())
        .containsEntry("ip", "192.0.2.9")
        .containsEntry("claimed_ip", "192.0.2.9")
        .containsEntry("source", "127.0.0.20");
  }

  @Test
  void ignoresItsOwnRequest() throws Exception {
    start();

    handle("discover");

    assertThat(context.sightings()).isEmpty();
    assertThat(context.counters()).isEmpty();
  }

  @Test
  void countsAndDropsMalformedReplies() throws Exception {
    start();

    handle("garbage");

    assertThat(context.sightings()).isEmpty();
    assertThat(context.counters()).containsEntry("malformed", 1L);
  }

  @Test
  void acceptsOffLinkRepliesOnlyOfConfiguredHosts() throws Exception {
    start(Map.of("hosts", new String[] {"127.0.0.20"}));
    context.runScan();

    handle(IDLE, MACHINE, false);
    handle(IDLE, TestLinks.address("127.0.0.21"), false);

    assertThat(context.sightings()).hasSize(1);
    assertThat(context.counters()).containsEntry("off_link", 1L);
  }
}
