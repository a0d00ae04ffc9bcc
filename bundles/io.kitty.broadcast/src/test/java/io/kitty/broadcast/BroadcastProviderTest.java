// SPDX-License-Identifier: Apache-2.0
package io.kitty.broadcast;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.kitty.device.Service;
import io.kitty.device.Sighting;
import io.kitty.discovery.Datagram;
import io.kitty.discovery.NetworkLink;
import io.kitty.discovery.PortSpec;
import io.kitty.discovery.Subnet;
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

class BroadcastProviderTest {

  private static final InetAddress SERVER = TestLinks.address("192.0.2.77");

  /** Large enough to be divided; no test sends a packet. */
  private static final NetworkLink LARGE =
      new NetworkLink("eth1", 3, false, null, List.of(Subnet.parse("10.1.2.3/16")));

  private final FakeContext context = new FakeContext();

  @AfterEach
  void close() {
    context.close();
  }

  private void start(Map<String, Object> settings) throws Exception {
    new BroadcastProvider(TestConfigs.with(BroadcastProvider.Config.class, settings))
        .start(context);
  }

  private void start() throws Exception {
    start(Map.of());
  }

  private void handle(String answer, InetAddress from, boolean onLink) {
    context.deliver(
        new Datagram(answer.getBytes(US_ASCII), new InetSocketAddress(from, 9999), "eth0", onLink));
  }

  private void handle(String answer) {
    handle(answer, SERVER, true);
  }

  private static Duration seconds(int seconds) {
    return Duration.ofSeconds(seconds);
  }

  // Requests

  @Test
  void sendsToTheBroadcastAddresses() throws Exception {
    start();

    context.runScan();

    assertThat(context.ports()).extracting(FakePort::spec).containsExactly(PortSpec.ephemeral());
    assertThat(context.scanInterval()).contains(seconds(60));
    assertThat(context.sent())
        .singleElement()
        .satisfies(
            packet -> {
              assertThat(packet.kind()).isEqualTo(Kind.BROADCAST);
              assertThat(packet.to().getPort()).isEqualTo(9999);
              assertThat(packet.payload()).isEqualTo("DISCOVER_SERVER".getBytes(US_ASCII));
            });
  }

  @Test
  void repeatsTheRequestWithoutReplies() throws Exception {
    start(Map.of("retries", 2));

    context.runScan();

    context.advance(Duration.ofMillis(4999));
    assertThat(context.sent()).hasSize(1);
    context.advance(Duration.ofMillis(1));
    assertThat(context.sent()).hasSize(2);
    context.advance(seconds(60));
    assertThat(context.sent()).hasSize(3);
  }

  @Test
  void stopsRepeatingAfterAReply() throws Exception {
    start();
    context.runScan();
    context.advance(seconds(6));
    handle("SERVER_IP:192.0.2.77");

    context.advance(seconds(60));

    assertThat(context.sent()).hasSize(2);
  }

  @Test
  void aRequestedRoundReplacesTheCurrentOne() throws Exception {
    start(Map.of("retries", 1));
    context.runScan();
    context.advance(seconds(1));
    context.runScan();

    context.advance(seconds(60));

    assertThat(context.sent()).hasSize(3);
  }

  @Test
  void theIntervalIsAtLeastOneRound() throws Exception {
    start(Map.of("interval", 10.0, "retries", 3, "timeout", 4.0));

    assertThat(context.scanInterval()).contains(seconds(16));
  }

  @Test
  void sendsToTheConfiguredAddress() throws Exception {
    start(Map.of("broadcast_address", "10.9.255.255", "port", 9998, "message", "HELLO"));

    context.runScan();

    assertThat(context.sent())
        .singleElement()
        .satisfies(
            packet -> {
              assertThat(packet.kind()).isEqualTo(Kind.SEND);
              assertThat(packet.to())
                  .isEqualTo(new InetSocketAddress(TestLinks.address("10.9.255.255"), 9998));
              assertThat(packet.payload()).isEqualTo("HELLO".getBytes(US_ASCII));
            });
  }

  @Test
  void sendsLimitedBroadcastsIfConfigured() throws Exception {
    start(Map.of("broadcast_address", "255.255.255.255"));

    context.runScan();

    assertThat(context.sent())
        .extracting(FakePort.Packet::kind)
        .containsExactly(Kind.LIMITED_BROADCAST);
  }

  // Replies

  @Test
  void reportsAServer() throws Exception {
    start();

    handle("SERVER_IP:192.0.2.77:9000");

    Sighting sighting = context.lastSighting();
    assertThat(sighting.key()).isEqualTo("192.0.2.77:9000");
    assertThat(sighting.endpoint().address()).isEqualTo(SERVER);
    assertThat(sighting.endpoint().interfaceName()).isEqualTo("eth0");
    assertThat(sighting.lifetime()).isEqualTo(seconds(200));
    assertThat(sighting.facts()).isEmpty();
    assertThat(sighting.attributes())
        .containsOnly(
            Map.entry("ip", "192.0.2.77"),
            Map.entry("port", 9000L),
            Map.entry("source", "192.0.2.77"),
            Map.entry("response", "SERVER_IP:192.0.2.77:9000"));
    assertThat(sighting.services()).containsExactly(new Service("server", "", 9000, Map.of()));
  }

  @Test
  void usesTheDefaultPort() throws Exception {
    start(Map.of("default_port", 8080));

    handle("SERVER_IP:192.0.2.77");

    assertThat(context.lastSighting().key()).isEqualTo("192.0.2.77:8080");
  }

  @Test
  void replacesAClaimedLoopbackByTheSender() throws Exception {
    start();

    handle("SERVER_IP:127.0.0.1");

    assertThat(context.lastSighting().key()).isEqualTo("192.0.2.77:8000");
    assertThat(context.lastSighting().attributes())
        .containsEntry("ip", "192.0.2.77")
        .containsEntry("claimed_ip", "127.0.0.1")
        .containsEntry("response", "SERVER_IP:127.0.0.1");
  }

  @Test
  void keepsAnotherClaimWithTheSender() throws Exception {
    start();

    handle("SERVER_IP:172.17.0.2");

    assertThat(context.lastSighting().key()).isEqualTo("172.17.0.2:8000|192.0.2.77");
    assertThat(context.lastSighting().endpoint().address()).isEqualTo(SERVER);
    assertThat(context.lastSighting().attributes())
        .containsEntry("ip", "172.17.0.2")
        .containsEntry("claimed_ip", "172.17.0.2")
        .containsEntry("source", "192.0.2.77");
  }

  @Test
  void limitsTheServersOfARound() throws Exception {
    start(Map.of("max_responses", 2));
    context.runScan();

    handle("SERVER_IP:192.0.2.1");
    handle("SERVER_IP:192.0.2.2");
    handle("SERVER_IP:192.0.2.3");
    handle("SERVER_IP:192.0.2.1");

    assertThat(context.sightings())
        .extracting(Sighting::key)
        .containsExactly(
            "192.0.2.1:8000|192.0.2.77", "192.0.2.2:8000|192.0.2.77", "192.0.2.1:8000|192.0.2.77");
    assertThat(context.counters()).containsEntry("over_limit", 1L);
    context.runScan();
    handle("SERVER_IP:192.0.2.3");
    assertThat(context.lastSighting().key()).isEqualTo("192.0.2.3:8000|192.0.2.77");
  }

  @Test
  void countsAndDropsMalformedReplies() throws Exception {
    start();

    handle("DISCOVER_SERVER");
    handle("SERVER_IP:invalid:8000");

    assertThat(context.sightings()).isEmpty();
    assertThat(context.counters()).containsEntry("malformed", 2L);
  }

  @Test
  void dropsOffLinkRepliesByDefault() throws Exception {
    start();
    handle("SERVER_IP:192.0.2.77", SERVER, false);

    assertThat(context.sightings()).isEmpty();
    assertThat(context.counters()).containsEntry("off_link", 1L);
  }

  @Test
  void aConfiguredAddressMayBeOffLink() throws Exception {
    start(Map.of("broadcast_address", "192.0.2.255"));

    handle("SERVER_IP:192.0.2.77", SERVER, false);

    assertThat(context.sightings()).hasSize(1);
  }

  // Hints

  @Test
  void showsAHintWithoutReplies() throws Exception {
    context.links(TestLinks.lan(), LARGE);
    start();
    context.runScan();

    context.advance(Duration.ofMillis(19_999));
    assertThat(context.hints()).isEmpty();
    context.advance(Duration.ofMillis(1));

    assertThat(context.hints()).containsOnlyKeys("eth1");
    assertThat(context.hints().get("eth1")).contains("network 10.1.0.0");
  }

  @Test
  void aReplyRemovesTheHint() throws Exception {
    context.links(TestLinks.lan(), LARGE);
    start(Map.of("retries", 0));
    context.runScan();
    context.advance(seconds(5));
    assertThat(context.hints()).hasSize(1);

    handle("SERVER_IP:192.0.2.77");

    assertThat(context.hints()).isEmpty();
  }

  @Test
  void aHintEndsWithItsInterface() throws Exception {
    context.links(TestLinks.lan(), LARGE);
    start(Map.of("retries", 0));
    context.runScan();
    context.advance(seconds(5));
    context.links(TestLinks.lan());
    context.runScan();

    context.advance(seconds(5));

    assertThat(context.hints()).isEmpty();
  }

  @Test
  void showsNoHintAfterAReply() throws Exception {
    context.links(TestLinks.lan(), LARGE);
    start();
    context.runScan();
    handle("SERVER_IP:192.0.2.77");

    context.advance(seconds(60));

    assertThat(context.hints()).isEmpty();
  }
}
