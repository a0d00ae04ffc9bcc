// SPDX-License-Identifier: Apache-2.0
package io.kitty.ping.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import io.kitty.discovery.NetworkLink;
import io.kitty.discovery.Subnet;
import io.kitty.ping.neighbour.NeighbourBudget;
import io.kitty.ping.network.Ipv4Network;
import io.kitty.ping.probe.FakeProber;
import io.kitty.ping.probe.Prober;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SweepTest {

  private static final long MILLISECOND = 1_000_000;
  private static final long SECOND = 1_000 * MILLISECOND;
  private static final long COOKIE = 0x1234_5678_9abc_fff0L;

  private final Recorder found = new Recorder();
  private final SweepHistory history = new SweepHistory();
  private List<Integer> neighbours = List.of();
  private List<Ipv4Network> attached = List.of();
  private int rate;
  private int attempts = 2;
  private int unanswered = Integer.MAX_VALUE;
  private boolean cancelled;
  private long end;
  private long late;

  private SweepStats sweep(FakeProber network, String... subnets) throws IOException {
    return sweep(network, Targets.of(List.of(subnets), List.of(), 12));
  }

  private SweepStats sweep(FakeProber network, Targets targets) throws IOException {
    history.begin(targets, neighbours);
    SweepOptions options =
        new SweepOptions(attempts, unanswered, SECOND, network::clock, () -> cancelled);
    RateLimiter rateLimiter = new RateLimiter(rate, network::clock);
    NeighbourBudget budget = new NeighbourBudget(1024, network::clock);
    budget.onLink(attached);
    Sweep sweep = new Sweep(targets, network, rateLimiter, budget, history, options, COOKIE, found);
    SweepStats stats = sweep.run();
    end = network.now;
    late = sweep.receiveLate(() -> false);
    return stats;
  }

  @Test
  void findsEveryAnsweringHostWithoutWaiting() throws IOException {
    FakeProber network = FakeProber.answering(3 * MILLISECOND);

    SweepStats stats = sweep(network, "192.0.2.0/24");

    assertThat(found.roundTrips).hasSize(254);
    assertThat(found.roundTrips.values()).allMatch(nanos -> nanos == 3 * MILLISECOND);
    assertThat(stats.sent()).isEqualTo(254);
    assertThat(end).isLessThan(10 * MILLISECOND);
  }

  @Test
  void probesASilentHostAgainAfterTheTimeout() throws IOException {
    FakeProber network = FakeProber.silent();

    sweep(network, "192.0.2.7");

    assertThat(network.sent).extracting(FakeProber.Probe::round).containsExactly(0, 1);
    assertThat(network.sent.get(1).at() - network.sent.get(0).at()).isEqualTo(SECOND);
    assertThat(end).isBetween(2 * SECOND, 2 * SECOND + MILLISECOND);
  }

  @Test
  void reportsProgress() throws IOException {
    sweep(FakeProber.silent(), "10.0.0.0/16");

    assertThat(found.progress.get(0)).isNotEqualTo("65534/65534").endsWith("/65534");
    assertThat(found.progress).endsWith("65534/65534");
  }

  @Test
  void probesOnlySilentHostsAgain() throws IOException {
    FakeProber network =
        new FakeProber(
            (probe, fake) -> {
              if (probe.address() % 4 != 0 || probe.round() == 1) {
                fake.reply(probe, MILLISECOND);
              }
            });

    SweepStats stats = sweep(network, "192.0.2.0/24");

    assertThat(stats.hosts()).isEqualTo(254);
    assertThat(network.sent.stream().filter(probe -> probe.round() == 1))
        .hasSize(63)
        .allMatch(probe -> probe.address() % 4 == 0);
  }

  @Test
  void theTimeoutAdaptsToTheRoundTripsOfTheNetwork() throws IOException {
    FakeProber network =
        new FakeProber(
            (probe, fake) -> {
              if (probe.address() % 2 == 0) {
                fake.reply(probe, MILLISECOND);
              }
            });

    sweep(network, "192.0.2.0/24");

    assertThat(end)
        .isBetween(3 * RttEstimator.MIN_TIMEOUT, 3 * RttEstimator.MIN_TIMEOUT + 50 * MILLISECOND);
  }

  @Test
  void waitsLongerForASilentNetworkThanForAFastOne() throws IOException {
    FakeProber network =
        new FakeProber(
            (probe, fake) -> {
              if (probe.address() >>> 8 == 0xc00002) {
                fake.reply(probe, MILLISECOND);
              }
            });

    SweepStats stats = sweep(network, "192.0.2.0/24", "198.51.100.0/30");

    assertThat(stats.hosts()).isEqualTo(254);
    assertThat(end).isGreaterThanOrEqualTo(2 * SECOND);
  }

  @Test
  void anAnswerThatComesAfterTheRepetitionStillCountsWithItsOwnRoundTrip() throws IOException {
    FakeProber network =
        new FakeProber(
            (probe, fake) -> {
              if (probe.round() == 0) {
                fake.reply(probe, SECOND + 200 * MILLISECOND);
              }
            });

    sweep(network, "192.0.2.7");

    assertThat(found.roundTrips.values()).containsExactly(SECOND + 200 * MILLISECOND);
  }

  @Test
  void aReplyThatComesAfterTheEndCountsAndExtendsTheNextTimeout() throws IOException {
    attempts = 1;
    FakeProber network =
        new FakeProber(
            (probe, fake) ->
                fake.reply(
                    probe, (probe.address() & 0xff) % 10 == 0 ? 600 * MILLISECOND : MILLISECOND));

    SweepStats stats = sweep(network, "192.0.2.0/24");

    assertThat(end).isLessThan(210 * MILLISECOND);
    assertThat(late).isEqualTo(25);
    assertThat(stats.hosts()).isEqualTo(254);
    assertThat(found.roundTrips).containsEntry(0xc000020a, 600 * MILLISECOND);

    assertThat(history.timeout(0, SECOND, 0)).isGreaterThan(600 * MILLISECOND);
  }

  @Test
  void eachBlockHasItsOwnTimeout() throws IOException {
    FakeProber network =
        new FakeProber(
            (probe, fake) -> {
              if (probe.address() >>> 8 == 0x0a0002) {
                fake.reply(probe, 300 * MILLISECOND);
              } else if (probe.address() % 2 == 0) {
                fake.reply(probe, MILLISECOND);
              }
            });
    attempts = 1;
    sweep(network, "10.0.0.0/22");
    assertThat(late).as("no reply suggested that they would come").isEqualTo(256);
    found.roundTrips.clear();
    long begin = network.now;

    sweep(network, "10.0.0.0/22");

    assertThat(found.roundTrips).hasSize(256 + 3 * 128 - 1);
    assertThat(late).isZero();
    assertThat(end - begin).isLessThan(310 * MILLISECOND);
  }

  @Test
  void aSilentBlockIsWaitedForAsLongAsItsNetwork() throws IOException {
    FakeProber network =
        new FakeProber(
            (probe, fake) -> {
              if (probe.address() >>> 8 == 0x0a0002) {
                fake.reply(probe, MILLISECOND);
              }
            });
    attempts = 1;

    sweep(network, "10.0.0.0/20");

    assertThat(found.roundTrips).hasSize(256);
    assertThat(end).isEqualTo(RttEstimator.MIN_TIMEOUT + 1);
  }

  @Test
  void givesRepetitionsUpThatFindNobody() throws IOException {
    unanswered = 256;
    rate = 1000;
    FakeProber network =
        new FakeProber(
            (probe, fake) -> {
              if (probe.address() >>> 8 == 0x0a4e00 || probe.address() >>> 8 == 0x0a4e0a) {
                fake.reply(probe, MILLISECOND);
              }
            });

    SweepStats stats = sweep(network, "10.78.0.0/20");

    assertThat(stats.hosts()).isEqualTo(255 + 256);
    assertThat(stats.sent()).isEqualTo(4094 + 256);
    assertThat(end).isLessThan(4800 * MILLISECOND);
  }

  @Test
  void repeatsForAsLongAsThatFindsSomebody() throws IOException {
    unanswered = 256;
    rate = 10_000;
    FakeProber network =
        new FakeProber(
            (probe, fake) -> {
              if (probe.address() % 10 == 0 && (probe.round() == 1 || probe.address() % 50 > 0)) {
                fake.reply(probe, MILLISECOND);
              }
            });

    SweepStats stats = sweep(network, "10.78.0.0/20");

    assertThat(stats.hosts()).isEqualTo(410);
    assertThat(stats.sent()).isGreaterThan(4094 + 3600);
  }

  @Test
  void repeatsToKnownHostsWhateverTheOthersDo() throws IOException {
    FakeProber network = FakeProber.answering(MILLISECOND);
    sweep(network, "10.0.0.0/22");
    unanswered = 1;
    FakeProber silent = FakeProber.silent();
    silent.now = network.now;

    sweep(silent, "10.0.0.0/22");

    assertThat(silent.sent).hasSize(2 * 1022);
  }

  @Test
  void probesKnownHostsAndNeighboursFirst() throws IOException {
    FakeProber network =
        new FakeProber(
            (probe, fake) -> {
              if (probe.address() == 0x0a004d4d) {
                fake.reply(probe, MILLISECOND);
              }
            });
    sweep(network, "10.0.0.0/16");
    network.sent.clear();
    found.roundTrips.clear();
    neighbours = List.of(0x0a000505, 0x0b000001);

    sweep(network, "10.0.0.0/16");

    assertThat(network.sent.subList(0, 2))
        .extracting(FakeProber.Probe::address)
        .containsExactlyInAnyOrder(0x0a004d4d, 0x0a000505);
  }

  @Test
  void findsTheLiveHostsOfASilentAttachedNetworkFirst() throws IOException {
    attached = List.of(Ipv4Network.of(Subnet.parse("10.77.0.1/16"), "eth0"));
    unanswered = 256;
    rate = 1000;
    List<Long> times = new ArrayList<>();
    FakeProber network =
        new FakeProber(
            (probe, fake) -> {
              if (probe.address() - 0x0a4d0101 >= 0 && probe.address() - 0x0a4d0101 < 200) {
                fake.reply(probe, MILLISECOND);
                times.add(fake.now);
              }
            });

    sweep(network, "10.77.0.0/16");

    assertThat(found.roundTrips).hasSize(200);
    assertThat(times.get(189)).as("95 %").isLessThan(10 * SECOND);
  }

  @Test
  void duplicatesAreCountedAndReportedOnce() throws IOException {
    FakeProber network =
        new FakeProber(
            (probe, fake) -> {
              if (probe.address() % 2 == 0) {
                fake.reply(probe, MILLISECOND);
                fake.reply(probe, 2 * MILLISECOND);
              }
            });

    SweepStats stats = sweep(network, "192.0.2.0/29");

    assertThat(found.roundTrips).hasSize(3);
    assertThat(stats.duplicates()).isEqualTo(3);
  }

  @Test
  void anAnswerFromAnotherAddressOrToAnotherNumberIsForged() throws IOException {
    attempts = 1;
    FakeProber network =
        new FakeProber(
            (probe, fake) -> {
              fake.arrive(1, probe.address() + 1, probe.sequence(), probe.cookie());
              fake.arrive(1, probe.address(), probe.sequence() + 7 & 0xffff, probe.cookie());
              fake.arrive(1, probe.address(), probe.sequence() - 1 & 0xffff, probe.cookie());
            });

    SweepStats stats = sweep(network, "192.0.2.7");

    assertThat(found.roundTrips).isEmpty();
    assertThat(stats.forgedAnswers()).isEqualTo(3);
  }

  @Test
  void anAnswerToTheRepetitionThatWasNotSentYetIsForged() throws IOException {
    FakeProber network =
        new FakeProber(
            (probe, fake) -> {
              if (probe.round() == 0) {
                fake.arrive(1, probe.address(), probe.sequence() + 1 & 0xffff, probe.cookie());
              }
            });

    SweepStats stats = sweep(network, "192.0.2.7");

    assertThat(found.roundTrips).isEmpty();
    assertThat(stats.forgedAnswers()).isEqualTo(1);
  }

  @Test
  void answersToAnEarlierSweepAreLate() throws IOException {
    FakeProber network = FakeProber.silent();
    network.arrive(0, 0xc0000207, 0xfff0, COOKIE + 1);
    network.now++;

    SweepStats stats = sweep(network, "192.0.2.7");

    assertThat(found.roundTrips).isEmpty();
    assertThat(stats.lateAnswers()).isEqualTo(1);
  }

  @Test
  void matchingStaysRightWhereSequenceNumbersWrapAround() throws IOException {
    attempts = 6;
    FakeProber network =
        new FakeProber(
            (probe, fake) -> {
              if (probe.round() == probe.address() % 6) {
                fake.reply(probe, MILLISECOND);
              }
            });

    SweepStats stats = sweep(network, "10.7.0.0/15");

    assertThat(stats.hosts()).isEqualTo(131_070);
    assertThat(stats.forgedAnswers()).isZero();
    assertThat(stats.duplicates()).isZero();
    assertThat(found.roundTrips.values()).allMatch(nanos -> nanos < 2 * MILLISECOND);
  }

  @Test
  void eachHostIsVisitedOnceAndNeighboursNotInARow() throws IOException {
    for (String subnet : List.of("192.0.2.0/24", "192.0.2.0/30", "192.0.2.0/31", "10.0.0.0/17")) {
      FakeProber network = FakeProber.answering(1);
      found.roundTrips.clear();

      sweep(network, subnet);

      Set<Integer> visited =
          network.sent.stream().map(FakeProber.Probe::address).collect(Collectors.toSet());
      assertThat(network.sent).as(subnet).hasSameSizeAs(visited);
    }
    FakeProber network = FakeProber.answering(1);
    found.roundTrips.clear();
    sweep(network, "10.0.0.0/20");
    Set<Integer> among = new HashSet<>();
    network.sent.subList(0, 16).forEach(probe -> among.add(probe.address() >>> 8));
    assertThat(among).as("networks of the first 16 hosts").hasSizeGreaterThan(8);
  }

  @Test
  void theRateHoldsRepetitionsIncluded() throws IOException {
    rate = 1000;
    FakeProber network = FakeProber.silent();

    sweep(network, "192.0.2.0/24");

    for (FakeProber.Probe first : network.sent) {
      long within =
          network.sent.stream()
              .filter(probe -> probe.at() >= first.at() && probe.at() < first.at() + SECOND / 10)
              .count();
      assertThat(within).isLessThanOrEqualTo(120);
    }
    assertThat(end).isBetween(2250 * MILLISECOND, 2300 * MILLISECOND);
  }

  @Test
  void sendsOnWhenABurstBecomesDueAtAnyMoment() throws IOException {
    rate = 1000;
    attempts = 1;
    FakeProber network = FakeProber.silent();
    network.tick = 7_001;

    sweep(network, "10.0.0.0/22");

    for (int i = 1; i < network.sent.size(); i++) {
      assertThat(network.sent.get(i).at() - network.sent.get(i - 1).at())
          .isLessThan(15 * MILLISECOND);
    }
  }

  @Test
  void waitsForFullBuffersAndSkipsNoHost() throws IOException {
    FakeProber network = FakeProber.answering(MILLISECOND);
    network.refusals.addAll(List.of(Prober.BUSY, Prober.BUSY, Prober.BUSY));

    SweepStats stats = sweep(network, "192.0.2.0/24");

    assertThat(stats.hosts()).isEqualTo(254);
    assertThat(stats.sendErrors()).isZero();
    assertThat(stats.problem()).hasValueSatisfying(t -> assertThat(t).contains("No buffer space"));
    assertThat(end).isGreaterThanOrEqualTo(30 * MILLISECOND);
  }

  @Test
  void countsAHostThatCannotBeProbed() throws IOException {
    FakeProber network = FakeProber.answering(MILLISECOND);
    network.refusals.addAll(List.of(Prober.REFUSED, Prober.REFUSED));
    attempts = 1;

    SweepStats stats = sweep(network, "192.0.2.0/24");

    assertThat(stats.hosts()).isEqualTo(252);
    assertThat(stats.sendErrors()).isEqualTo(2);
    assertThat(stats.problem()).hasValueSatisfying(t -> assertThat(t).contains("192.0.2."));
  }

  @Test
  void endsIfTheSystemAcceptsNoPacket() throws IOException {
    FakeProber network = FakeProber.silent();
    for (int i = 0; i < 100_000; i++) {
      network.refusals.add(Prober.BUSY);
    }
    attempts = 1;

    SweepStats stats = sweep(network, "192.0.2.0/24");

    assertThat(stats.sendErrors()).isEqualTo(254);
    assertThat(end).isBetween(5 * SECOND, 6 * SECOND);
  }

  @Test
  void endsImmediatelyWhenCancelled() throws IOException {
    rate = 100;
    FakeProber network =
        new FakeProber(
            (probe, fake) -> {
              cancelled = true;
            });

    sweep(network, "10.0.0.0/16");

    assertThat(network.sent).hasSizeLessThan(10);
  }

  @Test
  void aSilentAttachedNetworkFillsOnlyHalfOfTheNeighbourTable() throws IOException {
    attached = List.of(Ipv4Network.of(Subnet.parse("10.7.0.1/20"), "eth0"));
    attempts = 1;
    FakeProber network = FakeProber.silent();

    sweep(network, "10.7.0.0/20");

    assertThat(network.sent).hasSize(4094);
    for (int i = 512; i < network.sent.size(); i++) {
      assertThat(network.sent.get(i).at() - network.sent.get(i - 512).at())
          .isGreaterThanOrEqualTo(3 * SECOND);
    }
    assertThat(end).isBetween(22 * SECOND, 23 * SECOND);
  }

  @Test
  void aSmallAttachedNetworkIsNotSlowedThoughItIsSilent() throws IOException {
    attached = List.of(Ipv4Network.of(Subnet.parse("192.0.2.1/24"), "eth0"));
    FakeProber network = FakeProber.silent();

    sweep(network, "192.0.2.0/24");

    assertThat(network.sent).hasSize(2 * 254);
    assertThat(end).isBetween(2 * SECOND, 2 * SECOND + MILLISECOND);
  }

  @Test
  void hostsBehindRoutersDoNotWaitForNeighbours() throws IOException {
    attached = List.of(Ipv4Network.of(Subnet.parse("10.7.0.1/20"), "eth0"));
    attempts = 1;
    FakeProber network = FakeProber.silent();

    sweep(network, "10.7.0.0/16");

    List<FakeProber.Probe> routed =
        network.sent.stream().filter(probe -> !attached.get(0).contains(probe.address())).toList();
    assertThat(network.sent).hasSize(65_534);
    assertThat(routed).hasSize(65_534 - 4095).allMatch(probe -> probe.at() < MILLISECOND);
  }

  @Test
  void packetsAreCountedByInterface() throws IOException {
    NetworkLink link =
        new NetworkLink("eth0", 2, false, null, List.of(Subnet.parse("192.0.2.1/30")));
    Targets targets = Targets.of(List.of("192.0.2.0/30", "198.51.100.4/31"), List.of(link), 12);

    sweep(FakeProber.answering(MILLISECOND), targets);

    assertThat(found.out).containsEntry("eth0", 2L).containsEntry("", 2L);
    assertThat(found.in).isEqualTo(found.out);
  }

  @Test
  void sweepsNothingWithoutError() throws IOException {
    assertThat(sweep(FakeProber.silent(), Targets.of(List.of(), List.of(), 16)).sent()).isZero();
  }
}
