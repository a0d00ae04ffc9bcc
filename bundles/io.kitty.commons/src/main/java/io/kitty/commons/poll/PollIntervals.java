// SPDX-License-Identifier: Apache-2.0
package io.kitty.commons.poll;

import io.kitty.commons.Seconds;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;

/**
 * How long to wait between requests.
 *
 * @param idle between two requests to a machine that is idle
 * @param busy the same for a machine at work
 * @param random returns numbers from 0 to 1, which spread the requests
 */
public record PollIntervals(Duration idle, Duration busy, DoubleSupplier random) {

  /** The longest pause after a request without an answer, and after one that was refused. */
  static final Duration MAX_PAUSE = Duration.ofMinutes(10);

  private static final Duration FIRST = Duration.ofSeconds(2);
  private static final int MISSED = 3;

  /** Returns intervals of some seconds, spread by chance. */
  public static PollIntervals ofSeconds(double idle, double busy) {
    return new PollIntervals(
        Seconds.toDuration(idle),
        Seconds.toDuration(busy),
        () -> ThreadLocalRandom.current().nextDouble());
  }

  /**
   * Returns intervals of some seconds, whether a machine is at work or not, that are spread by
   * making them longer, never shorter.
   */
  public static PollIntervals atLeastSeconds(double seconds) {
    Duration interval = Seconds.toDuration(seconds);
    return new PollIntervals(
        interval, interval, () -> ThreadLocalRandom.current().nextDouble(0.55, 1));
  }

  /** Returns a time of up to 2 s, as many machines may be known when the hub starts. */
  Duration first() {
    return scaled(FIRST, random.getAsDouble());
  }

  /** Returns an interval that is up to a tenth shorter or longer. */
  Duration spread(Duration interval) {
    return scaled(interval, 0.9 + 0.2 * random.getAsDouble());
  }

  /** Returns the time from an answer to the next request, before it is spread. */
  Duration after(StateAnswer answer) {
    if (answer.refused()) {
      return longestPause();
    }
    return answer.working() ? busy : idle;
  }

  /** Returns the longest pause between two requests without an answer. */
  Duration longestPause() {
    return max(MAX_PAUSE, idle);
  }

  /** Returns how long an answer holds: three requests may remain without one. */
  Duration lifetime(StateAnswer answer) {
    return after(answer).multipliedBy(MISSED).plus(MachinePoll.TIMEOUT);
  }

  private static Duration max(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }

  private static Duration scaled(Duration duration, double factor) {
    return Duration.ofMillis((long) (duration.toMillis() * factor));
  }
}
