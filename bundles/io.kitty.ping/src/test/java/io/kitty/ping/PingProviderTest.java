// SPDX-License-Identifier: Apache-2.0
package io.kitty.ping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kitty.device.Fact;
import io.kitty.device.Sighting;
import io.kitty.discovery.NetworkLink;
import io.kitty.discovery.Subnet;
import io.kitty.ping.network.Ipv4Ints;
import io.kitty.ping.network.Ipv4Network;
import io.kitty.ping.probe.FakeProber;
import io.kitty.ping.probe.Prober;
import io.kitty.ping.probe.ProberFactory;
import io.kitty.testkit.FakeContext;
import io.kitty.testkit.TestLinks;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PingProviderTest {

  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final FakeContext context = new FakeContext();
  private final Map<InetAddress, String> dns = new HashMap<>();
  private final Map<Integer, String> arp = new HashMap<>();
  private List<Ipv4Network> attached = List.of();
  private FakeProber network = FakeProber.answering(1_234_567);

  @AfterEach
  void stop() {
    context.close();
  }

  private void start(boolean names, String... subnets) {
    start(() -> network, names, subnets);
  }

  private void start(ProberFactory probers, boolean names, String... subnets) {
    PingSettings settings =
        new PingSettings(MINUTE, List.of(subnets), 1000, SECOND, 1, 16, names, true);
    new PingProvider(
            settings,
            probers,
            () -> attached,
            () -> arp,
            address -> Optional.ofNullable(dns.get(address)),
            () -> network.clock())
        .start(context);
  }

  @Test
  void reportsAnsweringHostsByAddress() throws Exception {
    start(false, "192.0.2.7/32");
    context.runScan();

    Sighting sighting = context.lastSighting();
    assertThat(sighting.key()).isEqualTo("192.0.2.7");
    assertThat(sighting.endpoint().address()).isEqualTo(TestLinks.address("192.0.2.7"));
    assertThat(sighting.identifiers()).isEmpty();
    assertThat(sighting.facts()).isEmpty();
    assertThat(sighting.readings()).containsEntry("rtt_ms", 1.235);
    assertThat(context.scanInterval()).contains(MINUTE);
  }

  @Test
  void reportsTheSameObjectsAgainIfNothingHasChanged() throws Exception {
    start(false, "192.0.2.0/24");
    context.runScan();
    List<Sighting> first = context.sightings();
    assertThat(first).hasSize(254);
    context.runScan();

    List<Sighting> again = context.sightings().subList(254, 2 * 254);
    assertThat(again).usingElementComparator((a, b) -> a == b ? 0 : 1).containsAll(first);
  }

  @Test
  void namesTheInterfaceOfAHost() throws Exception {
    context.links(TestLinks.lan());
    start(false, "192.0.2.7/32");
    context.runScan();
    assertThat(context.lastSighting().endpoint().interfaceName()).isEqualTo("eth0");

    context.links(TestLinks.loopback());
    context.runScan();
    assertThat(context.lastSighting().endpoint().interfaceName()).isEmpty();
  }

  @Test
  void reportsARoundTripThatDiffers() throws Exception {
    long[] roundTrip = {2_000_000};
    network = new FakeProber((probe, fake) -> fake.reply(probe, roundTrip[0]));
    start(false, "192.0.2.7/32");
    context.runScan();
    roundTrip[0] = 2_900_000;
    context.runScan();
    assertThat(context.lastSighting().readings()).as("noise").containsEntry("rtt_ms", 2.0);

    roundTrip[0] = 3_100_000;
    context.runScan();
    assertThat(context.lastSighting().readings()).containsEntry("rtt_ms", 3.1);
  }

  @Test
  void reportsAThousandChangedRoundTripsASweep() throws Exception {
    long[] roundTrip = {2_000_000};
    network = new FakeProber((probe, fake) -> fake.reply(probe, roundTrip[0]));
    start(false, "10.0.0.0/21");
    context.runScan();
    roundTrip[0] = 4_000_000;
    for (int changed = 1000; changed <= 2000; changed += 1000) {
      int before = context.sightings().size();
      context.runScan();
      assertThat(context.sightings().subList(before, before + 2046))
          .filteredOn(each -> each.readings().get("rtt_ms").equals(4.0))
          .hasSize(changed);
    }
  }

  @Test
  void reportsRepliesThatComeAfterTheEndOfTheSweep() throws Exception {
    network =
        new FakeProber(
            (probe, fake) ->
                fake.reply(probe, probe.address() % 10 == 0 ? 900_000_000 : 1_000_000));
    context.queueTasks();
    start(false, "192.0.2.0/27");
    context.runScan();
    assertThat(context.sightings()).hasSize(27);

    context.runTasks();
    assertThat(context.sightings()).hasSize(30);
    assertThat(context.counters()).containsEntry("replies", 30L).containsEntry("late", 3L);
  }

  @Test
  void evidenceOutlivesTwoSweepsThatMissIt() throws Exception {
    start(false, "192.0.2.7/32");
    context.runScan();

    assertThat(context.lastSighting().lifetime()).isEqualTo(Duration.ofSeconds(181));
  }

  @Test
  void evidenceOutlivesSweepsThatTakeLongerThanTheInterval() throws Exception {
    network =
        new FakeProber(
            (probe, fake) -> {
              fake.now += SECOND.toNanos();
              fake.reply(probe, 0);
            });
    start(false, "192.0.2.0/25");
    context.runScan();
    assertThat(network.now).isGreaterThan(SECOND.multipliedBy(126).toNanos());

    context.runScan();

    assertThat(context.lastSighting().lifetime())
        .isBetween(SECOND.multipliedBy(3 * 126), SECOND.multipliedBy(3 * 126 + 5));
  }

  @Test
  void assumesALongFirstSweepOfALargeNetwork() {
    PingSettings settings = new PingSettings(MINUTE, List.of(), 1000, SECOND, 1, 16, false, true);

    assertThat(settings.lifetime(settings.estimate(65_534, 2)))
        .isGreaterThan(SECOND.multipliedBy(3 * 400));
    assertThat(settings.lifetime(settings.estimate(254, 2)))
        .isEqualTo(MINUTE.multipliedBy(3).plus(SECOND));
  }

  @Test
  void evidenceOutlivesSweepsThatWaitForSilentNeighbours() throws Exception {
    attached = List.of(Ipv4Network.of(Subnet.parse("10.7.0.1/16"), "eth0"));
    int first = Ipv4Ints.number(TestLinks.address("10.7.0.1"));
    network =
        new FakeProber(
            (probe, fake) -> {
              if (probe.address() == first) {
                fake.reply(probe, 1_000_000);
              }
            });
    start(false, "10.7.0.0/16");
    context.runScan();

    Duration sweep = Duration.ofNanos(network.now);
    assertThat(sweep).isGreaterThan(MINUTE.multipliedBy(2));
    assertThat(context.lastSighting().lifetime()).isGreaterThan(sweep.multipliedBy(5).dividedBy(2));
  }

  @Test
  void sweepsTheCurrentOnLinkNetworks() throws Exception {
    context.links(TestLinks.lan());
    start(false);
    context.runScan();
    assertThat(context.sightings()).hasSize(254);
    assertThat(context.traffic()).allMatch(t -> t.interfaceName().equals("eth0"));
    assertThat(context.traffic().stream().mapToLong(FakeContext.Traffic::out).sum()).isEqualTo(254);

    context.links(new NetworkLink[0]);
    context.runScan();
    assertThat(context.sightings()).hasSize(254);
  }

  @Test
  void countsSweepResults() throws Exception {
    start(false, "192.0.2.0/29");
    context.runScan();

    assertThat(context.counters())
        .containsEntry("sweeps", 1L)
        .containsEntry("hosts_swept", 6L)
        .containsEntry("replies", 6L)
        .containsEntry("send_errors", 0L);
  }

  @Test
  void showsRefusedNetworksAndSweepsTheOthers() throws Exception {
    start(false, "10.0.0.0/8", "kitchen", "192.0.2.0/30");
    context.runScan();

    assertThat(context.sightings()).hasSize(2);
    assertThat(context.degradedReason().orElseThrow())
        .contains("subnets = 10.0.0.0/8: larger than the allowed /16")
        .contains("subnets = kitchen: not an IPv4 network like 192.168.1.0/24");
  }

  @Test
  void showsPacketsThatCannotBeSent() throws Exception {
    network.refusals.add(Prober.REFUSED);
    start(false, "192.0.2.7/32");
    context.runScan();

    assertThat(context.errors())
        .extracting(FakeContext.Failure::message)
        .containsExactly("192.0.2.7 could not be asked: No buffer space available");
    assertThat(context.counters()).containsEntry("send_errors", 1L);
  }

  @Test
  void addsANameOnceFoundAndKeepsIt() throws Exception {
    dns.put(TestLinks.address("192.0.2.7"), "printer.example");
    context.queueTasks();
    start(true, "192.0.2.7/32");
    context.runScan();
    assertThat(context.lastSighting().facts()).isEmpty();

    context.runTasks();
    assertThat(context.lastSighting().facts())
        .containsEntry(Fact.NAME, "printer.example")
        .containsEntry(Fact.HOSTNAME, "printer.example");
    assertThat(context.lastSighting().identifiers()).isEmpty();

    context.runScan();
    assertThat(context.sightings()).hasSize(3);
    assertThat(context.lastSighting().facts()).containsEntry(Fact.NAME, "printer.example");
  }

  @Test
  void looksUpNoNamesIfDisabled() throws Exception {
    dns.put(TestLinks.address("192.0.2.7"), "printer.example");
    start(false, "192.0.2.7/32");
    context.runScan();

    assertThat(context.sightings()).hasSize(1);
    assertThat(context.lastSighting().facts()).isEmpty();
  }

  @Test
  void withoutIcmpItConnectsAndShowsTheRemedy() throws Exception {
    boolean[] granted = {false};
    ProberFactory probers =
        () -> {
          if (!granted[0]) {
            throw new IOException("no right to send ICMP: grant it with CAP_NET_RAW");
          }
          return network;
        };
    start(probers, false, "127.0.0.1/32");
    context.runScan();
    assertThat(context.sightings()).hasSize(1);
    assertThat(context.degradedReason().orElseThrow())
        .startsWith("no right to send ICMP: grant it with CAP_NET_RAW; until then")
        .contains("TCP connect");

    granted[0] = true;
    context.runScan();
    assertThat(context.degradedReason()).isEmpty();
    assertThat(network.sent).hasSize(1);
  }

  @Test
  void reopensAFailedSocket() throws Exception {
    int[] opened = {0};
    FakeProber first =
        new FakeProber(
            (probe, fake) -> {
              throw new IOException("no such device");
            });
    ProberFactory probers =
        () -> {
          opened[0]++;
          return opened[0] == 1 ? first : network;
        };
    start(probers, false, "192.0.2.7/32");
    assertThatThrownBy(context::runScan).hasMessage("no such device");
    context.runScan();

    assertThat(first.closed).isTrue();
    assertThat(context.sightings()).hasSize(1);
  }

  @Test
  void stoppingClosesTheSocket() throws Exception {
    start(false, "192.0.2.7/32");
    context.runScan();
    context.close();

    assertThat(network.closed).isTrue();
  }
}
