// SPDX-License-Identifier: Apache-2.0
package io.kitty.ping;

import io.kitty.device.Endpoint;
import io.kitty.device.Fact;
import io.kitty.device.Sighting;
import io.kitty.discovery.DiscoveryContext;
import java.io.IOException;
import java.net.InetAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The sweeps of one run of the provider, and what they learn from one another. */
final class Pinger implements Sweep.Watcher {

  private static final Logger log = LoggerFactory.getLogger(Pinger.class);
  private static final String FALLBACK =
      "%s; until then hosts are probed by TCP connect, which misses those that drop it";

  private final Settings settings;
  private final BestProber probers;
  private final Attached attached;
  private final Neighbours neighbours;
  private final DiscoveryContext context;
  private final LongSupplier clock;
  private final @Nullable ReverseNames names;
  private final SecureRandom random = new SecureRandom();
  private Map<Network, RoundTrip> roundTrips = new HashMap<>();
  private Duration lastSweep = Duration.ZERO;
  private int hosts;
  private volatile Duration lifetime = Duration.ZERO;
  private @Nullable String degraded;

  Pinger(
      Settings settings,
      BestProber probers,
      Attached attached,
      @Nullable ReverseNames names,
      LongSupplier clock,
      DiscoveryContext context) {
    this.settings = settings;
    this.probers = probers;
    this.attached = attached;
    this.neighbours = new Neighbours(Neighbours.systemSize(), clock);
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
    tellDegraded(noIcmp, targets.refused());
    int attempts = noIcmp.isEmpty() ? 1 + settings.retries() : ConnectProber.PORTS.size();
    neighbours.attached(attached.networks());
    if (targets.size() != hosts) {
      hosts = targets.size();
      lastSweep = estimate(targets, attempts);
    }
    lifetime = settings.lifetime(lastSweep);
    Sweep sweep =
        new Sweep(
            targets,
            prober,
            new Pace(settings.rate(), clock),
            neighbours,
            roundTrips(targets.networks()),
            new Sweep.Terms(attempts, settings.timeout().toNanos(), clock, context::closed),
            random.nextLong(),
            this);
    Tally tally = sweep.run();
    lastSweep = Duration.ofNanos(clock.getAsLong() - begin);
    tell(tally);
  }

  private Duration estimate(Targets targets, int attempts) {
    Duration sweep = settings.estimate(hosts, attempts);
    long near = targets.addresses().filter(neighbours::include).count();
    Duration inVain = neighbours.inVain(near * attempts);
    return sweep.compareTo(inVain) > 0 ? sweep : inVain;
  }

  private void tellDegraded(Optional<String> noIcmp, List<String> refused) {
    List<String> reasons = new ArrayList<>();
    noIcmp.map(FALLBACK::formatted).ifPresent(reasons::add);
    reasons.addAll(refused);
    String reason = reasons.isEmpty() ? null : String.join("; ", reasons);
    if (reason == null ? degraded != null : !reason.equals(degraded)) {
      degraded = reason;
      context.degraded(reason);
    }
  }

  /** Those of earlier sweeps, of the networks that are still wanted. */
  private List<RoundTrip> roundTrips(List<Network> networks) {
    Map<Network, RoundTrip> wanted = new HashMap<>();
    for (Network network : networks) {
      wanted.put(network, roundTrips.getOrDefault(network, new RoundTrip()));
    }
    roundTrips = wanted;
    return networks.stream().map(wanted::get).toList();
  }

  private void tell(Tally tally) {
    long milliseconds = lastSweep.toMillis();
    context.count("sweeps", 1);
    context.count("sweep_ms", milliseconds);
    context.count("hosts_swept", hosts);
    context.count("replies", tally.hosts());
    context.count("duplicates", tally.duplicates());
    context.count("late", tally.lateAnswers());
    context.count("forged", tally.forgedAnswers());
    context.count("send_errors", tally.sendErrors());
    tally.trouble().ifPresent(trouble -> context.error("", trouble));
    log.debug("{} of {} hosts answered in {} ms", tally.hosts(), hosts, milliseconds);
  }

  @Override
  public void answered(int number, long roundTripNanos) {
    InetAddress address = Addresses.address(number);
    double milliseconds = Math.round(roundTripNanos / 1e3) / 1e3;
    if (names == null) {
      report(address, milliseconds, Optional.empty());
      return;
    }
    report(address, milliseconds, names.known(address));
    names.refresh(address, name -> report(address, milliseconds, Optional.of(name)));
  }

  private void report(InetAddress address, double milliseconds, Optional<String> name) {
    context.report(
        Sighting.of(address.getHostAddress(), new Endpoint(address, ""), lifetime)
            .fact(Fact.NAME, name.orElse(null))
            .fact(Fact.HOSTNAME, name.orElse(null))
            .reading("rtt_ms", milliseconds)
            .build());
  }

  @Override
  public void traffic(String interfaceName, long in, long out) {
    context.traffic(interfaceName, in, out);
  }

  @Override
  public void progress(long sent, long hosts) {
    context.progress(sent, hosts);
  }
}
