// SPDX-License-Identifier: Apache-2.0
package io.kitty.ping;

import static org.assertj.core.api.Assertions.assertThat;

import io.kitty.device.Authority;
import io.kitty.device.Source;
import io.kitty.discovery.Subnet;
import io.kitty.ping.neighbour.SilentNeighbours;
import io.kitty.ping.network.Ipv4Ints;
import io.kitty.ping.network.Ipv4Network;
import io.kitty.ping.probe.FakeProber;
import io.kitty.testkit.FakeContext;
import io.kitty.testkit.TestLinks;
import java.net.InetAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Hosts that drop echo requests, and their entries in the kernel's table. */
class SilentNeighboursTest {

  private static final InetAddress HOST = TestLinks.address("192.0.2.7");
  private static final String MAC = "02:00:5e:00:53:07";

  private final FakeContext context = new FakeContext();
  private final Map<Integer, String> table = new HashMap<>();
  private final Set<Integer> answering = new HashSet<>();
  private List<Ipv4Network> attached = List.of();
  private final FakeProber network =
      new FakeProber(
          (probe, fake) -> {
            if (answering.contains(probe.address())) {
              fake.reply(probe, 1_000_000);
            }
          });

  @AfterEach
  void stop() {
    context.close();
  }

  private void start(boolean arp, String subnet) {
    Duration second = Duration.ofSeconds(1);
    new PingProvider(
            new PingSettings(
                Duration.ofMinutes(1), List.of(subnet), 1000, second, 1, 16, false, arp),
            () -> network,
            () -> attached,
            () -> Map.copyOf(table),
            address -> Optional.empty(),
            network::clock)
        .start(context);
  }

  private void pass(Duration time) {
    network.now += time.toNanos();
    context.advance(time);
  }

  private List<InetAddress> reported() {
    return context.notices().stream().map(each -> each.sighting().endpoint().address()).toList();
  }

  private static int number(InetAddress address) {
    return Ipv4Ints.number(address);
  }

  @Test
  void findsAHostWithACompleteEntry() throws Exception {
    table.put(number(HOST), MAC);
    table.put(number(TestLinks.address("192.0.2.99")), MAC);
    start(true, "192.0.2.0/28");
    context.runScan();
    pass(SilentNeighbours.DELAY.minusSeconds(1));
    assertThat(reported()).as("the kernel may still be asking").isEmpty();
    pass(Duration.ofSeconds(1));

    assertThat(context.notices())
        .singleElement()
        .satisfies(
            each -> {
              assertThat(each.sign())
                  .isEqualTo(new Source("arp", "host", "host", Authority.NEIGHBOUR));
              assertThat(each.sighting().key()).isEqualTo("192.0.2.7");
              assertThat(each.sighting().endpoint().address()).isEqualTo(HOST);
              assertThat(each.sighting().lifetime()).isEqualTo(Duration.ofSeconds(181));
              assertThat(each.sighting().readings()).isEmpty();
            });
    assertThat(context.counters()).containsEntry("neighbours", 1L);
  }

  @Test
  void ignoresEntriesThatExpireEarly() throws Exception {
    table.put(number(HOST), MAC);
    start(true, "192.0.2.0/28");
    context.runScan();
    pass(Duration.ofSeconds(8));
    table.clear();
    pass(Duration.ofSeconds(2));

    assertThat(reported()).isEmpty();
  }

  @Test
  void ignoresTheTableForAnsweringHosts() throws Exception {
    answering.add(number(HOST));
    table.put(number(HOST), MAC);
    start(true, "192.0.2.0/28");
    context.runScan();
    pass(SilentNeighbours.DELAY);
    assertThat(reported()).isEmpty();

    answering.clear();
    context.runScan();
    pass(SilentNeighbours.DELAY);
    assertThat(reported()).as("the last answer still holds").isEmpty();

    context.runScan();
    pass(SilentNeighbours.DELAY);
    assertThat(reported()).containsExactly(HOST);
  }

  @Test
  void aRouterThatAnswersForAllAddressesMakesNoHosts() throws Exception {
    start(true, "192.0.2.0/28");
    for (int i = 1; i <= 9; i++) {
      table.put(number(TestLinks.address("192.0.2." + i)), "02:00:5e:00:53:fe");
    }
    table.put(number(TestLinks.address("192.0.2.12")), "02:00:5e:00:53:12");
    context.runScan();
    pass(SilentNeighbours.DELAY);

    assertThat(reported()).containsExactly(TestLinks.address("192.0.2.12"));
  }

  @Test
  void aFewHostsMayBeBehindOneRepeater() throws Exception {
    start(true, "192.0.2.0/28");
    for (int i = 1; i <= 8; i++) {
      table.put(number(TestLinks.address("192.0.2." + i)), "02:00:5e:00:53:fe");
    }
    context.runScan();
    pass(SilentNeighbours.DELAY);

    assertThat(reported()).hasSize(8);
  }

  @Test
  void aLongSweepChecksTheTableBeforeItsEnd() throws Exception {
    attached = List.of(Ipv4Network.of(Subnet.parse("10.7.0.1/20"), "eth0"));
    InetAddress first = TestLinks.address("10.7.0.1");
    table.put(number(first), MAC);
    start(true, "10.7.0.0/20");
    context.runScan();
    assertThat(network.now).isGreaterThan(Duration.ofSeconds(20).toNanos());
    assertThat(reported()).containsExactly(first);

    pass(SilentNeighbours.DELAY);
    assertThat(reported()).as("once in a sweep").hasSize(1);
  }

  @Test
  void canBeDisabled() throws Exception {
    table.put(number(HOST), MAC);
    start(false, "192.0.2.0/28");
    context.runScan();
    pass(SilentNeighbours.DELAY);

    assertThat(reported()).isEmpty();
  }
}
