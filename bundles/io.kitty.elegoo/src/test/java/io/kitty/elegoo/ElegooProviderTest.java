// SPDX-License-Identifier: Apache-2.0
package io.kitty.elegoo;

import static org.assertj.core.api.Assertions.assertThat;

import io.kitty.discovery.Datagram;
import io.kitty.discovery.DiscoveryProvider;
import io.kitty.testkit.FakeContext;
import io.kitty.testkit.FakePort;
import io.kitty.testkit.TestConfigs;
import io.kitty.testkit.contract.ProviderContract;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ElegooProviderTest extends ProviderContract {

  @Override
  protected DiscoveryProvider provider() {
    return new ElegooProvider(TestConfigs.defaults(ElegooProvider.Config.class));
  }

  @Override
  protected List<byte[]> samples() {
    return List.of(Replies.V3, Replies.V1, Replies.CC2);
  }

  @Test
  void sendsBothRequestsThreeTimesARound() throws Exception {
    FakeContext context = new FakeContext();
    provider().start(context);

    context.runScan();
    assertThat(countSent(context, "M99999", 3000)).isEqualTo(1);
    context.advance(Duration.ofSeconds(10));

    assertThat(countSent(context, "M99999", 3000)).isEqualTo(3);
    assertThat(countSent(context, "{\"id\": 0, \"method\": 7000}", 52700)).isEqualTo(3);
  }

  @Test
  void neverMakesAPrinterConnect() throws Exception {
    FakeContext context = new FakeContext();
    provider().start(context);
    context.runScan();
    context.advance(Duration.ofSeconds(10));

    assertThat(context.sent())
        .isNotEmpty()
        .noneMatch(packet -> text(packet).startsWith("M66666"))
        .noneMatch(packet -> packet.kind() == FakePort.Kind.SEND);
  }

  private static long countSent(FakeContext context, String request, int port) {
    return context.sent().stream()
        .filter(packet -> packet.kind() == FakePort.Kind.BROADCAST)
        .filter(packet -> text(packet).equals(request) && packet.to().getPort() == port)
        .count();
  }

  private static String text(FakePort.Packet packet) {
    return new String(packet.payload(), StandardCharsets.US_ASCII);
  }

  @Test
  void departsAfterThreeSilentRounds() throws Exception {
    FakeContext context = new FakeContext();
    provider().start(context);

    context.deliver(
        new Datagram(Replies.V3, new InetSocketAddress("192.0.2.9", 3000), "eth0", true));

    assertThat(context.scanInterval()).contains(Duration.ofSeconds(30));
    assertThat(context.lastSighting().lifetime()).isEqualTo(Duration.ofSeconds(95));
  }

  @Test
  void sightingsHoldForAnHourWithoutRounds() throws Exception {
    FakeContext context = new FakeContext();
    new ElegooProvider(TestConfigs.with(ElegooProvider.Config.class, Map.of("interval", 0.0)))
        .start(context);

    context.deliver(
        new Datagram(Replies.V3, new InetSocketAddress("192.0.2.9", 3000), "eth0", true));

    assertThat(context.lastSighting().lifetime()).isEqualTo(Duration.ofHours(1));
  }

  @Test
  void ignoresOffLinkSenders() throws Exception {
    FakeContext context = new FakeContext();
    provider().start(context);

    context.deliver(
        new Datagram(Replies.V3, new InetSocketAddress("198.51.100.7", 3000), "", false));

    assertThat(context.sightings()).isEmpty();
    assertThat(context.counters()).containsEntry("off_link", 1L);
  }
}
