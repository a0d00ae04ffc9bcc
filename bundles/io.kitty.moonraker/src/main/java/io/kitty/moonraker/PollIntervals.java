// SPDX-License-Identifier: Apache-2.0
package io.kitty.moonraker;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/**
 * How long to wait between requests.
 *
 * @param idle between two requests to a printer that is idle
 * @param busy the same for a printer at work
 * @param random returns numbers from 0 to 1, which spread the requests
 */
record PollIntervals(Duration idle, Duration busy, DoubleSupplier random) {

  /** The longest pause after a request without a response. */
  static final Duration MAX_PAUSE = Duration.ofMinutes(10);

  private static final Duration FIRST = Duration.ofSeconds(2);
  private static final int MISSED = 3;

  /** Returns a time of up to 2 s, as many printers may be known when the hub starts. */
  Duration first() {
    return scaled(FIRST, random.getAsDouble());
  }

  /** Returns an interval that is up to a tenth shorter or longer. */
  Duration spread(Duration interval) {
    return scaled(interval, 0.9 + 0.2 * random.getAsDouble());
  }

  /** Returns how long a status holds: three requests may remain without a response. */
  Duration lifetime(boolean working) {
    return of(working).multipliedBy(MISSED).plus(PrinterPoll.TIMEOUT);
  }

  Duration of(boolean working) {
    return working ? busy : idle;
  }

  private static Duration scaled(Duration duration, double factor) {
    return Duration.ofMillis((long) (duration.toMillis() * factor));
  }
}
