// SPDX-License-Identifier: Apache-2.0
package io.kitty.flashforge;

import static org.assertj.core.api.Assertions.assertThat;

import io.kitty.discovery.Datagram;
import io.kitty.discovery.DiscoveryProvider;
import io.kitty.testkit.FakeContext;
import io.kitty.testkit.FakePort;
import io.kitty.testkit.TestConfigs;
import io.kitty.testkit.TestLinks;
import io.kitty.testkit.contract.ProviderContract;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FlashforgeProviderTest extends ProviderContract {

  @Override
  protected DiscoveryProvider provider() {
    return new FlashforgeProvider(TestConfigs.defaults(FlashforgeProvider.Config.class));
  }

  @Override
  protected List<byte[]> samples() {
    return List.of(Replies.SHORT, Replies.LONG);
  }

  @Test
  void sendsAllRequestsWithTheReplyPort() throws Exception {
    FakeContext context = new FakeContext();
    context.links(TestLinks.loopback(), TestLinks.lan());
    new FlashforgeProvider(TestConfigs.with(FlashforgeProvider.Config.class, Map.of("port", 4660)))
        .start(context);

    context.runScan();

    assertThat(context.sent().stream().map(FlashforgeProviderTest::text))
        .contains(
            "MULTICAST c000020112340000 225.0.0.9:19000",
            "MULTICAST 7f00000112340000 225.0.0.9:19000",
            "MULTICAST  225.0.0.9:19000",
            "MULTICAST  225.0.0.9:8899",
            "BROADCAST  255.255.255.255:8899",
            "BROADCAST  255.255.255.255:19000",
            "BROADCAST  255.255.255.255:48899",
            "BROADCAST 7777772e757372226536c0000000000000000000 255.255.255.255:48899");
  }

  @Test
  void sendsThreeTimesARound() throws Exception {
    FakeContext context = new FakeContext();
    provider().start(context);
    context.runScan();
    int once = context.sent().size();

    context.advance(Duration.ofSeconds(10));

    assertThat(context.sent()).hasSize(3 * once);
  }

  @Test
  void acceptsRepliesOnBothPorts() throws Exception {
    FakeContext context = new FakeContext();
    provider().start(context);

    context.deliver(18007, Replies.SHORT, new InetSocketAddress("192.0.2.9", 19000));
    context.deliver(0, Replies.LONG, new InetSocketAddress("192.0.2.8", 19000));

    assertThat(context.sightings()).extracting("key").containsExactly("192.0.2.9", "SNXYZ0042");
  }

  private static String text(FakePort.Packet packet) {
    return packet.kind()
        + " "
        + HexFormat.of().formatHex(packet.payload())
        + " "
        + packet.to().getAddress().getHostAddress()
        + ":"
        + packet.to().getPort();
  }

  @Test
  void departsAfterThreeSilentRounds() throws Exception {
    FakeContext context = new FakeContext();
    provider().start(context);

    context.deliver(
        new Datagram(Replies.LONG, new InetSocketAddress("192.0.2.9", 19000), "eth0", true));

    assertThat(context.scanInterval()).contains(Duration.ofSeconds(60));
    assertThat(context.lastSighting().lifetime()).isEqualTo(Duration.ofSeconds(185));
  }

  @Test
  void sightingsHoldForAnHourWithoutRounds() throws Exception {
    FakeContext context = new FakeContext();
    new FlashforgeProvider(
            TestConfigs.with(FlashforgeProvider.Config.class, Map.of("interval", 0.0)))
        .start(context);

    context.deliver(
        new Datagram(Replies.LONG, new InetSocketAddress("192.0.2.9", 19000), "eth0", true));

    assertThat(context.lastSighting().lifetime()).isEqualTo(Duration.ofHours(1));
  }

  @Test
  void ignoresOffLinkSenders() throws Exception {
    FakeContext context = new FakeContext();
    provider().start(context);

    context.deliver(
        new Datagram(Replies.LONG, new InetSocketAddress("198.51.100.7", 19000), "", false));

    assertThat(context.sightings()).isEmpty();
    assertThat(context.counters()).containsEntry("off_link", 2L);
  }
}
