// SPDX-License-Identifier: Apache-2.0
package io.kitty.net.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.kitty.device.Endpoint;
import io.kitty.discovery.NetworkLink;
import io.kitty.discovery.Subnet;
import io.kitty.identifier.Identifier.Mac;
import io.kitty.testkit.FakeClock;
import io.kitty.testkit.TestLinks;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class NeighbourTableTest {

  private static final Mac MAC = new Mac("0a:00:00:00:00:05");
  private static final InetAddress HOST = TestLinks.address("192.0.2.5");

  private final FakeClock clock = new FakeClock();
  private final InterfaceMonitor interfaces = monitor(TestLinks.loopback(), TestLinks.lan());
  private final Map<InetAddress, Mac> kernel = new HashMap<>();
  private final AtomicInteger reads = new AtomicInteger();

  private static InterfaceMonitor monitor(NetworkLink... links) {
    return new InterfaceMonitor(() -> new InterfaceTable(List.of(links), Map.of()));
  }

  private NeighbourTable table(java.util.concurrent.Executor background) {
    return new NeighbourTable(interfaces, this::read, this::read, background, clock::nanos);
  }

  private Map<InetAddress, Mac> read() {
    reads.incrementAndGet();
    clock.advance(Duration.ofMillis(1));
    return Map.copyOf(kernel);
  }

  private static Endpoint at(InetAddress address) {
    return new Endpoint(address, "eth0");
  }

  @Test
  void findsOwnAddressesButNotRoutedOrLoopbackOnes() {
    NeighbourTable table = table(Runnable::run);

    assertThat(table.macOf(at(TestLinks.address("192.0.2.1")))).isEqualTo(TestLinks.lan().mac());
    assertThat(table.macOf(at(TestLinks.address("127.0.0.5")))).isNull();
    assertThat(table.macOf(at(TestLinks.address("198.51.100.5")))).isNull();
    assertThat(reads).hasValue(0);
  }

  @Test
  void retriesAMissingNeighbourOnceASecond() {
    Assumptions.assumeTrue(ArpTableReader.HAS_FILE, "this system has no /proc/net/arp");
    NeighbourTable table = table(Runnable::run);
    assertThat(table.macOf(at(HOST))).isNull();
    kernel.put(HOST, MAC);
    for (int i = 0; i < 100; i++) {
      table.macOf(at(HOST));
    }
    assertThat(reads).hasValue(1);
    assertThat(table.macOf(at(TestLinks.address("192.0.2.6")))).isNull();
    assertThat(reads).hasValue(2);
    kernel.put(TestLinks.address("192.0.2.6"), new Mac("0a:00:00:00:00:06"));
    clock.advance(Duration.ofSeconds(1));
    assertThat(table.macOf(at(TestLinks.address("192.0.2.6")))).isNotNull();
    assertThat(table.macOf(at(HOST))).isEqualTo(MAC);
    assertThat(reads).hasValue(3);
    clock.advance(Duration.ofSeconds(6));
    kernel.clear();
    assertThat(table.macOf(at(HOST))).isNull();
  }

  @Test
  void retriesARejectedCommand() {
    InterfaceMonitor ipv6 =
        monitor(new NetworkLink("eth0", 2, false, null, List.of(Subnet.parse("2001:db8::1/64"))));
    InetAddress host = TestLinks.address("2001:db8::5");
    kernel.put(host, MAC);
    boolean[] busy = {true};
    NeighbourTable table =
        new NeighbourTable(
            ipv6,
            this::read,
            this::read,
            task -> {
              if (busy[0]) {
                throw new RejectedExecutionException();
              }
              task.run();
            },
            clock::nanos);
    assertThat(table.macOf(at(host))).isNull();
    busy[0] = false;

    assertThat(table.macOf(at(host))).isEqualTo(MAC);
    assertThat(table.macOf(at(host))).isEqualTo(MAC);
    assertThat(reads).hasValue(1);
  }

  @Test
  void ignoresIncompleteEntries() {
    Map<InetAddress, Mac> table =
        parse(
            "IP address       HW type     Flags       HW address            Mask     Device",
            "192.0.2.5        0x1         0x2         0a:00:00:00:00:05     *        eth0",
            "192.0.2.6        0x1         0x0         00:00:00:00:00:00     *        eth0",
            "192.0.2.7        0x1         0x0         0a:00:00:00:00:07     *        eth0",
            "192.0.2.8        0x1         0x6         0a:00:00:00:00:08     *        eth0",
            "192.0.2.9        0x1         nonsense    0a:00:00:00:00:09     *        eth0",
            "192.0.2.10       0x1         0x2         00:00:00:00:00:00     *        tun0",
            "192.0.2.256      0x1         0x2         0a:00:00:00:00:0a     *        eth0",
            "192.0.2          0x1         0x2         0a:00:00:00:00:0b     *        eth0",
            "192.0.2.12.1     0x1         0x2         0a:00:00:00:00:0c     *        eth0",
            "192.0.2.13       0x1         0x2         01:00:5e:00:00:0d     *        eth0",
            "192.0.2.14       0x20        0x2         00:00:00:00:fe:80:00:0e *      ib0",
            "192.0.2.15       0x1         0x2         0a:00:00:00:00:0g     *        eth0",
            "192.0.2.16       0x1         0x2",
            "",
            "garbage");

    assertThat(table)
        .containsOnly(
            Map.entry(HOST, MAC),
            Map.entry(TestLinks.address("192.0.2.8"), new Mac("0a:00:00:00:00:08")));
  }

  private static Map<InetAddress, Mac> parse(String... lines) {
    return ArpTableParser.parse(String.join("\n", lines).getBytes(StandardCharsets.US_ASCII));
  }

  @Test
  void anEmptyTableHasNoEntries() {
    assertThat(parse()).isEmpty();
    assertThat(parse("IP address       HW type     Flags       HW address")).isEmpty();
  }

  @Test
  void parsesCommandOutput() {
    Map<InetAddress, Mac> table = new HashMap<>();
    ArpTableReader.parse(
        Stream.of(
            "fe80::5 dev eth0 lladdr 0a:00:00:00:00:05 router REACHABLE",
            "fe80::6 dev eth0 FAILED",
            "? (192.0.2.5) at a:0:0:0:0:5 on en0 ifscope [ethernet]",
            "? (192.0.2.6) at (incomplete) on en0 ifscope [ethernet]",
            "Neighbor                        Linklayer Address  Netif Expire    St Flgs Prbs",
            "fe80::7%en0                     a:0:0:0:0:7        en0   23h59m58s S  R",
            "fe80::8%en0                     (incomplete)       en0   expired   N"),
        table);

    assertThat(table)
        .containsOnly(
            Map.entry(TestLinks.address("fe80::5"), MAC),
            Map.entry(HOST, MAC),
            Map.entry(TestLinks.address("fe80::7"), new Mac("0a:00:00:00:00:07")));
  }
}
