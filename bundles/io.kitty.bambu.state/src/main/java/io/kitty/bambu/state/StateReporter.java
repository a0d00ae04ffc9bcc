// SPDX-License-Identifier: Apache-2.0
package io.kitty.bambu.state;

import io.kitty.bambu.state.report.PrinterReport;
import io.kitty.bambu.state.report.PrinterStatus;
import io.kitty.commons.poll.PollTarget;
import io.kitty.device.Sighting;
import io.kitty.discovery.DiscoveryContext;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Reports the state of a printer: a change of its status at once, readings at most once a second.
 * Not thread-safe.
 */
final class StateReporter {

  /** How long a report holds; a complete one is requested every five minutes. */
  static final Duration LIFETIME = Duration.ofMinutes(6);

  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final DiscoveryContext context;
  private final LongSupplier nanos;
  private final PrinterReport report = new PrinterReport();
  private @Nullable Sighting last;
  private long lastNanos;

  /**
   * @param nanos returns the time
   */
  StateReporter(DiscoveryContext context, LongSupplier nanos) {
    this.context = context;
    this.nanos = nanos;
  }

  /** Merges a message; returns false if it is no report. */
  boolean merge(byte[] payload) {
    return report.merge(payload);
  }

  /**
   * Reports what has been merged.
   *
   * @return how long to wait before it is called again, as there is news; zero if not
   */
  Duration report(PollTarget target) {
    Sighting.Builder builder = sighting(target, LIFETIME);
    new PrinterStatus(report).addTo(builder);
    Sighting sighting = builder.build();
    long passed = nanos.getAsLong() - lastNanos;
    if (last != null && passed < PAUSE.toNanos() && isSame(sighting, last)) {
      return PAUSE.minusNanos(passed);
    }
    context.report(sighting);
    last = sighting;
    lastNanos = nanos.getAsLong();
    return Duration.ZERO;
  }

  /** Starts a sighting of the printer. */
  static Sighting.Builder sighting(PollTarget target, Duration lifetime) {
    Sighting.Builder sighting = Sighting.of(target.key(), target.endpoint(), lifetime);
    target.identifiers().forEach(each -> sighting.identifier(Optional.of(each)));
    return sighting;
  }

  /** Returns whether they differ in readings at most. */
  private static boolean isSame(Sighting one, Sighting other) {
    return one.endpoint().equals(other.endpoint())
        && one.facts().equals(other.facts())
        && one.attributes().equals(other.attributes())
        && Objects.equals(one.state().error(), other.state().error());
  }
}
