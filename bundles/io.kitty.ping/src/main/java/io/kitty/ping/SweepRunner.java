// SPDX-License-Identifier: Apache-2.0
package io.kitty.ping;

import io.kitty.device.Authority;
import io.kitty.device.Source;
import io.kitty.discovery.DiscoveryContext;
import io.kitty.discovery.NetworkLink;
import io.kitty.ping.neighbour.ArpTable;
import io.kitty.ping.neighbour.NeighbourBudget;
import io.kitty.ping.neighbour.SilentNeighbours;
import io.kitty.ping.network.OnLinkNetworks;
import io.kitty.ping.probe.ConnectProber;
import io.kitty.ping.probe.FallbackProber;
import io.kitty.ping.probe.Prober;
import io.kitty.ping.sweep.RateLimiter;
import io.kitty.ping.sweep.Sweep;
import io.kitty.ping.sweep.SweepHistory;
import io.kitty.ping.sweep.SweepListener;
import io.kitty.ping.sweep.SweepOptions;
import io.kitty.ping.sweep.SweepStats;
import io.kitty.ping.sweep.Targets;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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

  /** The repetitions of echo requests that may in a row remain without a reply. */
  private static final int UNANSWERED = 256;

  private final PingSettings settings;
  private final FallbackProber probers;
  private final OnLinkNetworks onLink;
  private final ArpTable arp;
  private final NeighbourBudget neighbours;
  private final DiscoveryContext context;
  private final LongSupplier clock;
  private final HostReports reports;
  private final SecureRandom random = new SecureRandom();
  private final SweepHistory history = new SweepHistory();
  private List<NetworkLink> links = List.of();
  private @Nullable Targets targets;
  private volatile @Nullable Sweep last;
  private Duration lastSweep = Duration.ZERO;
  private @Nullable String degraded;
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
    this.reports = new HostReports(context, names);
    this.clock = clock;
    this.context = context;
  }

  /** Sweeps once, and receives late replies until the next sweep. */
  void sweep() throws IOException {
    last = null;
    try {
      Prober prober = probers.get();
      Sweep sweep = sweep(prober);
      context.execute(() -> receiveLate(sweep, prober));
    } catch (IOException e) {
      if (!context.closed()) {
        probers.drop();
        throw e;
      }
    }
  }

  private synchronized Sweep sweep(Prober prober) throws IOException {
    long begin = clock.getAsLong();
    prober.dropPending();
    Optional<String> noIcmp = probers.noIcmp();
    int attempts = noIcmp.isEmpty() ? 1 + settings.retries() : ConnectProber.PORTS.size();
    neighbours.onLink(onLink.networks());
    Targets now = targets(attempts);
    updateDegraded(noIcmp, now.refused());
    reports.begin(settings.lifetime(lastSweep));
    history.begin(now, neighbours());
    reports.retain(history::hasReplied);
    Sweep sweep =
        new Sweep(
            now,
            prober,
            new RateLimiter(settings.rate(), clock),
            neighbours,
            history,
            new SweepOptions(
                attempts,
                noIcmp.isEmpty() ? UNANSWERED : Integer.MAX_VALUE, // each round has another port
                settings.timeout().toNanos(),
                clock,
                context::closed),
            random.nextLong(),
            this);
    startArpCheck(sweep, now);
    SweepStats stats = sweep.run();
    reports.flush();
    finishArpCheck();
    lastSweep = Duration.ofNanos(clock.getAsLong() - begin);
    logSummary(stats, now);
    last = sweep;
    return sweep;
  }

  /** Returns the targets, the same object as before if they are the same. */
  private Targets targets(int attempts) {
    List<NetworkLink> current = context.links();
    Targets before = targets;
    if (before != null && current.equals(links)) {
      return before;
    }
    Targets now = Targets.of(settings.subnets(), current, settings.largest());
    links = current;
    targets = now;
    reports.reset(now.size());
    if (before == null || before.size() != now.size()) {
      lastSweep = estimate(now, attempts);
    }
    return now;
  }

  private Set<Integer> neighbours() {
    try {
      return arp.complete().keySet();
    } catch (IOException e) {
      LOG.debug("Cannot read the table of neighbours", e);
      return Set.of();
    }
  }

  private synchronized void receiveLate(Sweep sweep, Prober prober) {
    if (sweep != last) {
      return;
    }
    try {
      long late = sweep.receiveLate(() -> sweep != last);
      prober.dropPending();
      reports.flush();
      context.count("replies", late);
      context.count("late", late);
    } catch (IOException e) {
      LOG.debug("Late replies cannot be received", e);
    }
  }

  private void startArpCheck(Sweep sweep, Targets now) {
    lastCheck = clock.getAsLong();
    BitSet before = history.repliedBefore();
    arpCheck =
        settings.arp()
            ? new SilentNeighbours(
                sweep::isSilent, arp, address -> before.get(now.hostOf(address)), this::found)
            : null;
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

  private Duration estimate(Targets now, int attempts) {
    Duration sweep = settings.estimate(now.size(), attempts);
    long neighbourCount = now.addresses().filter(neighbours::takesEntry).count();
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

  private void logSummary(SweepStats stats, Targets now) {
    long milliseconds = lastSweep.toMillis();
    context.count("sweeps", 1);
    context.count("sweep_ms", milliseconds);
    context.count("hosts_swept", now.size());
    context.count("replies", stats.hosts());
    context.count("duplicates", stats.duplicates());
    context.count("late", stats.lateAnswers());
    context.count("forged", stats.forgedAnswers());
    context.count("send_errors", stats.sendErrors());
    stats.problem().ifPresent(problem -> context.error("", problem));
    LOG.debug("{} of {} hosts answered in {} ms", stats.hosts(), now.size(), milliseconds);
  }

  @Override
  public void answered(int host, int address, long roundTripNanos) {
    reports.replied(host, address, roundTripNanos);
  }

  private void found(int address) {
    context.count("neighbours", 1);
    reports.found(address, sighting -> context.notice(ARP, sighting));
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
