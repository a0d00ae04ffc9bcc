// SPDX-License-Identifier: Apache-2.0
package io.kitty.ping;

import io.kitty.device.Fact;
import io.kitty.device.Sighting;
import io.kitty.discovery.DiscoveryContext;
import io.kitty.ping.network.Ipv4Ints;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Reports hosts: in full when there is something to tell, and else their previous sightings again,
 * many at a time, so that a sweep that finds what it found before makes no objects.
 */
final class HostReports {

  /** The number of sightings that are reported again together. */
  private static final int BATCH = 64;

  /** Round trips that differ by less, in milliseconds, are alike. */
  private static final double NOISE = 1;

  /** The maximum number of hosts a sweep whose round trip is reported because it has changed. */
  private static final int MAX_CHANGES = 1000;

  private static final String READING = "rtt_ms";

  private final DiscoveryContext context;
  private final @Nullable ReverseDnsCache names;
  private final List<Sighting> again = new ArrayList<>(BATCH);
  private @Nullable Sighting[] previous = {};
  private double[] milliseconds = {};
  private int changes;
  private volatile Duration lifetime = Duration.ZERO;

  /**
   * @param names null if names are not looked up
   */
  HostReports(DiscoveryContext context, @Nullable ReverseDnsCache names) {
    this.context = context;
    this.names = names;
  }

  /** Forgets all, as the targets are others now. */
  void reset(int targets) {
    previous = new Sighting[targets];
    milliseconds = new double[targets];
  }

  /** Forgets the targets that do not match. */
  void retain(IntPredicate matching) {
    for (int host = 0; host < previous.length; host++) {
      if (previous[host] != null && !matching.test(host)) {
        previous[host] = null;
      }
    }
  }

  /**
   * Starts a sweep.
   *
   * @param needed how long reports are to be valid; a slightly shorter time than before changes
   *     nothing, so that reports can be repeated
   */
  void begin(Duration needed) {
    changes = 0;
    if (needed.compareTo(lifetime) > 0 || needed.compareTo(lifetime.dividedBy(2)) < 0) {
      lifetime = needed;
    }
  }

  /**
   * Reports that a host replied.
   *
   * @param host its number among the targets
   */
  void replied(int host, int address, long roundTripNanos) {
    double roundTrip = Math.round(roundTripNanos / 1e3) / 1e3;
    Sighting before = previous[host];
    if (before == null || hasChanged(milliseconds[host], roundTrip) || !isValid(before)) {
      InetAddress inet = Ipv4Ints.address(address);
      before = sighting(inet, known(inet).orElse(null)).reading(READING, roundTrip).build();
      previous[host] = before;
      milliseconds[host] = roundTrip;
      context.report(before);
    } else {
      again.add(before);
      if (again.size() == BATCH) {
        flush();
      }
    }
    @Nullable Sighting[] slots = previous;
    lookUp(
        before.endpoint().address(),
        (inet, name) -> {
          Sighting named = sighting(inet, name).reading(READING, roundTrip).build();
          slots[host] = named;
          context.report(named);
        });
  }

  /**
   * Reports a host that was found without a reply, and again when its name is found.
   *
   * @param report receives the sighting, by any thread
   */
  void found(int number, Consumer<Sighting> report) {
    InetAddress address = Ipv4Ints.address(number);
    report.accept(sighting(address, known(address).orElse(null)).build());
    lookUp(address, (inet, name) -> report.accept(sighting(inet, name).build()));
  }

  /** Passes on what is to be reported again. */
  void flush() {
    if (!again.isEmpty()) {
      context.reportAgain(List.copyOf(again));
      again.clear();
    }
  }

  /** Returns whether a round trip is to be reported anew. */
  private boolean hasChanged(double before, double now) {
    return Math.abs(before - now) > Math.max(NOISE, before / 2) && changes++ < MAX_CHANGES;
  }

  private boolean isValid(Sighting before) {
    String name = known(before.endpoint().address()).orElse(null);
    return before.lifetime().equals(lifetime)
        && (name == null || name.equals(before.facts().get(Fact.NAME)));
  }

  private Optional<String> known(InetAddress address) {
    return names == null ? Optional.empty() : names.known(address);
  }

  private void lookUp(InetAddress address, BiConsumer<InetAddress, String> onName) {
    if (names != null) {
      names.refresh(address, name -> onName.accept(address, name));
    }
  }

  private Sighting.Builder sighting(InetAddress address, @Nullable String name) {
    return Sighting.of(address.getHostAddress(), context.locate(address), lifetime)
        .fact(Fact.NAME, name)
        .fact(Fact.HOSTNAME, name);
  }
}
