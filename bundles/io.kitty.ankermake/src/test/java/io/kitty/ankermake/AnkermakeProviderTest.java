// SPDX-License-Identifier: Apache-2.0
package io.kitty.ankermake;

import static org.assertj.core.api.Assertions.assertThat;

import io.kitty.discovery.Datagram;
import io.kitty.discovery.DiscoveryProvider;
import io.kitty.testkit.FakeContext;
import io.kitty.testkit.FakePort;
import io.kitty.testkit.TestConfigs;
import io.kitty.testkit.contract.ProviderContract;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AnkermakeProviderTest extends ProviderContract {

  @Override
  protected DiscoveryProvider provider() {
    return new AnkermakeProvider(TestConfigs.defaults(AnkermakeProvider.Config.class));
  }

  @Override
  protected List<byte[]> samples() {
    return List.of(Replies.PRINTER, Replies.CAMERA);
  }

  @Test
  void searchesThreeTimesARound() throws Exception {
    FakeContext context = new FakeContext();
    provider().start(context);

    context.runScan();
    context.advance(Duration.ofSeconds(10));

    assertThat(context.sent())
        .filteredOn(packet -> packet.kind() == FakePort.Kind.BROADCAST)
        .hasSize(3)
        .allMatch(packet -> packet.to().getPort() == 32108)
        .allMatch(packet -> HexFormat.of().formatHex(packet.payload()).equals("f1300000"));
  }

  @Test
  void departsAfterThreeSilentRounds() throws Exception {
    FakeContext context = new FakeContext();
    provider().start(context);

    context.deliver(
        new Datagram(Replies.PRINTER, new InetSocketAddress("192.0.2.9", 32108), "eth0", true));

    assertThat(context.scanInterval()).contains(Duration.ofSeconds(60));
    assertThat(context.lastSighting().lifetime()).isEqualTo(Duration.ofSeconds(185));
  }

  @Test
  void sightingsHoldForAnHourWithoutRounds() throws Exception {
    FakeContext context = new FakeContext();
    new AnkermakeProvider(TestConfigs.with(AnkermakeProvider.Config.class, Map.of("interval", 0.0)))
        .start(context);

    context.deliver(
        new Datagram(Replies.PRINTER, new InetSocketAddress("192.0.2.9", 32108), "eth0", true));

    assertThat(context.lastSighting().lifetime()).isEqualTo(Duration.ofHours(1));
  }

  @Test
  void ignoresOffLinkSenders() throws Exception {
    FakeContext context = new FakeContext();
    provider().start(context);

    context.deliver(
        new Datagram(Replies.PRINTER, new InetSocketAddress("198.51.100.7", 32108), "", false));

    assertThat(context.sightings()).isEmpty();
    assertThat(context.counters()).containsEntry("off_link", 1L);
  }
}
