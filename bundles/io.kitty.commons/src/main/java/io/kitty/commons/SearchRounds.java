// SPDX-License-Identifier: Apache-2.0
package io.kitty.commons;

import io.kitty.device.Sighting;
import io.kitty.discovery.Datagram;
import io.kitty.discovery.DiscoveryContext;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/**
 * A protocol that searches by broadcast: each round sends its requests several times, as broadcasts
 * get lost, and a device departs when it has not replied for three rounds. Immutable.
 */
public final class SearchRounds {

  /** Between two repetitions in a round. */
  private static final Duration SPACING = Duration.ofSeconds(1);

  /** What a device that replies late in the third round needs besides. */
  private static final Duration LATE = Duration.ofSeconds(5);

  private static final int ROUNDS = 3;

  private final Duration interval;
  private final int repetitions;

  /**
   * @param interval the seconds between two rounds; 0 for a single round
   * @param repetitions how often a round sends its requests; at least 1
   */
  public SearchRounds(double interval, int repetitions) {
    this.interval = Seconds.toDuration(interval);
    this.repetitions = repetitions;
  }

  /** Returns how long a sighting holds. */
  public Duration lifetime() {
    return interval.isZero() ? Duration.ofHours(1) : interval.multipliedBy(ROUNDS).plus(LATE);
  }

  /**
   * Searches until the context is closed.
   *
   * @param requests sends all requests once; may not block
   */
  public void start(DiscoveryContext context, Runnable requests) {
    context.scan(interval, () -> send(context, requests, repetitions));
  }

  private static void send(DiscoveryContext context, Runnable requests, int times) {
    requests.run();
    if (times > 1) {
      context.schedule(SPACING, () -> send(context, requests, times - 1));
    }
  }

  /**
   * Reports a reply. Counts it as {@code malformed} if it is none, and as {@code off_link} if its
   * sender is behind a router, where no broadcast came.
   *
   * @param parser reads a reply; empty if it is none
   */
  public static void report(
      DiscoveryContext context, Datagram reply, Function<Datagram, Optional<Sighting>> parser) {
    if (reply.onLink()) {
      parser.apply(reply).ifPresentOrElse(context::report, () -> context.count("malformed", 1));
    } else {
      context.count("off_link", 1);
    }
  }
}
