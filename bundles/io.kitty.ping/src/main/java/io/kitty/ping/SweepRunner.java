// SPDX-License-Identifier: Apache-2.0
package io.kitty.ping;

import io.kitty.device.Authority;
import io.kitty.device.Endpoint;
import io.kitty.device.Fact;
import io.kitty.device.Sighting;
import io.kitty.device.Source;
import io.kitty.discovery.DiscoveryContext;
import io.kitty.ping.neighbour.ArpTable;
import io.kitty.ping.neighbour.NeighbourBudget;
import io.kitty.ping.neighbour.SilentNeighbours;
import io.kitty.ping.network.Ipv4Ints;
import io.kitty.ping.network.Ipv4Network;
import io.kitty.ping.network.OnLinkNetworks;
import io.kitty.ping.probe.ConnectProber;
import io.kitty.ping.probe.FallbackProber;
import io.kitty.ping.probe.Prober;
import io.kitty.ping.sweep.RateLimiter;
import io.kitty.ping.sweep.RttEstimator;
import io.kitty.ping.sweep.Sweep;
import io.kitty.ping.sweep.SweepListener;
import io.kitty.ping.sweep.SweepOptions;
import io.kitty.ping.sweep.SweepStats;
import io.kitty.ping.sweep.Targets;
import java.io.IOException;
import java.net.InetAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The sweeps of one run of the provider, and the state kept between them. */
final class SweepRunner implements SweepListener {

  private static final Logger LOG = LoggerFactory.getLogger(SweepRunner.class);
  private static final String FALLBACK =
      "%s; until then hosts are probed by TCP connect, which misses those that drop it";

  private static final Source ARP = new Source("arp", "host", "host", Authority.NEIGHBOUR);

  private final PingSettings settings;
  private final FallbackProber probers;
  private final OnLinkNetworks onLink;
  private final ArpTable arp;
  private final NeighbourBudget neighbours;
  private final DiscoveryContext context;
  private final LongSupplier clock;
  private final @Nullable ReverseDnsCache names;
  private final SecureRandom random = new SecureRandom();
  private Map<Ipv4Network, RttEstimator> roundTrips = new HashMap<>();
  private Duration lastSweep = Duration.ZERO;
  private int hosts;
  private volatile Duration lifetime = Duration.ZERO;
  private @Nullable String degraded;
  private Set<Integer> answered = new HashSet<>();
  private @Nullable SilentNeighbours arpCheck;
  private long lastCheck;

  SweepRunner(
      PingSettings settings,
      FallbackProber probers,
      OnLinkNetworks onLink,
      ArpTable arp,
      @Nullable ReverseDnsCache names,
      LongSupplier clock,
      DiscoveryContext context) {
    this.settings = settings;
    this.probers = probers;
    this.onLink = onLink;
    this.arp = arp;
    this.neighbours = new NeighbourBudget(NeighbourBudget.systemSize(), clock);
    this.names = names;
    this.clock = clock;
    this.context = context;
  }

  /** Sweeps once. */
  void sweep() throws IOException {
    try {
      sweep(Targets.of(settings.subnets(), context.links(), settings.largest()));
    } catch (IOException e) {
      if (!context.closed()) {
        probers.drop();
        throw e;
      }
    }
  }

  private void sweep(Targets targets) throws IOException {
    long begin = clock.getAsLong();
    Prober prober = probers.get();
    Optional<String> noIcmp = probers.noIcmp();
    updateDegraded(noIcmp, targets.refused());
    int attempts = noIcmp.isEmpty() ? 1 + settings.retries() : ConnectProber.PORTS.size();
    neighbours.onLink(onLink.networks());
    if (targets.size() != hosts) {
      hosts = targets.size();
      lastSweep = estimate(targets, attempts);
    }
    lifetime = settings.lifetime(lastSweep);
    Sweep sweep =
        new Sweep(
            targets,
            prober,
            new RateLimiter(settings.rate(), clock),
            neighbours,
            roundTrips(targets.networks()),
            new SweepOptions(attempts, settings.timeout().toNanos(), clock, context::closed),
            random.nextLong(),
            this);
    startArpCheck(sweep);
    SweepStats stats = sweep.run();
    finishArpCheck();
    lastSweep = Duration.ofNanos(clock.getAsLong() - begin);
    logSummary(stats);
  }

  private void startArpCheck(Sweep sweep) {
    Set<Integer> before = answered;
    answered = new HashSet<>();
    lastCheck = clock.getAsLong();
    arpCheck =
        settings.arp() ? new SilentNeighbours(sweep::isSilent, arp, before, this::found) : null;
  }

  /** The hosts probed last are checked when the kernel has had time to resolve them. */
  private void finishArpCheck() {
    if (arpCheck != null) {
      context.schedule(SilentNeighbours.DELAY, arpCheck::check);
      arpCheck = null;
    }
  }

  /** In a long sweep the first entries of the kernel's table may expire before its end. */
  private void checkArp() {
    long now = clock.getAsLong();
    if (arpCheck != null && now - lastCheck >= SilentNeighbours.DELAY.toNanos()) {
      lastCheck = now;
      arpCheck.check();
    }
  }

  private Duration estimate(Targets targets, int attempts) {
    Duration sweep = settings.estimate(hosts, attempts);
    long neighbourCount = targets.addresses().filter(neighbours::takesEntry).count();
    Duration silentDuration = neighbours.silentDuration(neighbourCount * attempts);
    return sweep.compareTo(silentDuration) > 0 ? sweep : silentDuration;
  }

  private void updateDegraded(Optional<String> noIcmp, List<String> refused) {
    List<String> reasons = new ArrayList<>();
    noIcmp.map(FALLBACK::formatted).ifPresent(reasons::add);
    reasons.addAll(refused);
    String reason = reasons.isEmpty() ? null : String.join("; ", reasons);
    if (reason == null ? degraded != null : !reason.equals(degraded)) {
      degraded = reason;
      context.degraded(reason);
    }
  }

  /** Returns the estimators of earlier sweeps, for the networks that are still targets. */
  private List<RttEstimator> roundTrips(List<Ipv4Network> networks) {
    Map<Ipv4Network, RttEstimator> current = new HashMap<>();
    for (Ipv4Network network : networks) {
      current.put(network, roundTrips.getOrDefault(network, new RttEstimator()));
    }
    roundTrips = current;
    return networks.stream().map(current::get).toList();
  }

  private void logSummary(SweepStats stats) {
    long milliseconds = lastSweep.toMillis();
    context.count("sweeps", 1);
    context.count("sweep_ms", milliseconds);
    context.count("hosts_swept", hosts);
    context.count("replies", stats.hosts());
    context.count("duplicates", stats.duplicates());
    context.count("late", stats.lateAnswers());
    context.count("forged", stats.forgedAnswers());
    context.count("send_errors", stats.sendErrors());
    stats.problem().ifPresent(problem -> context.error("", problem));
    LOG.debug("{} of {} hosts answered in {} ms", stats.hosts(), hosts, milliseconds);
  }

  @Override
  public void answered(int number, long roundTripNanos) {
    answered.add(number);
    double milliseconds = Math.round(roundTripNanos / 1e3) / 1e3;
    report(
        Ipv4Ints.address(number),
        sighting -> context.report(sighting.reading("rtt_ms", milliseconds).build()));
  }

  private void found(int number) {
    context.count("neighbours", 1);
    report(Ipv4Ints.address(number), sighting -> context.notice(ARP, sighting.build()));
  }

  /** Reports a host, and again when its name is found. */
  private void report(InetAddress address, Consumer<Sighting.Builder> report) {
    if (names == null) {
      report.accept(sighting(address, Optional.empty()));
      return;
    }
    report.accept(sighting(address, names.known(address)));
    names.refresh(address, name -> report.accept(sighting(address, Optional.of(name))));
  }

  private Sighting.Builder sighting(InetAddress address, Optional<String> name) {
    return Sighting.of(address.getHostAddress(), new Endpoint(address, ""), lifetime)
        .fact(Fact.NAME, name.orElse(null))
        .fact(Fact.HOSTNAME, name.orElse(null));
  }

  @Override
  public void traffic(String interfaceName, long in, long out) {
    context.traffic(interfaceName, in, out);
  }

  @Override
  public void progress(long sent, long hosts) {
    context.progress(sent, hosts);
    checkArp();
  }
}
