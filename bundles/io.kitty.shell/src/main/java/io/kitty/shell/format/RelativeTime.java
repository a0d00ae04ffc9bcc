// SPDX-License-Identifier: Apache-2.0
package io.kitty.shell.format;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** Formats times relative to now. */
public final class RelativeTime {

  private RelativeTime() {}

  /**
   * Returns a time in the largest whole unit, such as {@code 3 s ago}, {@code in 2 min} or {@code
   * now}.
   */
  public static String relative(Instant then, Instant now) {
    Duration past = Duration.between(then, now);
    if (past.abs().toSeconds() == 0) {
      return "now";
    }
    return past.isNegative() ? "in " + length(past.negated()) : length(past) + " ago";
  }

  /** Returns an exact duration, such as {@code 0.35 s}. */
  public static String exact(Duration duration) {
    return String.format(Locale.ROOT, "%.2f s", duration.toMillis() / 1000.0);
  }

  /** Returns a duration in the largest whole unit, such as {@code 3 h}. */
  public static String length(Duration duration) {
    if (duration.toDays() > 0) {
      return duration.toDays() + " d";
    }
    if (duration.toHours() > 0) {
      return duration.toHours() + " h";
    }
    return duration.toMinutes() > 0 ? duration.toMinutes() + " min" : duration.toSeconds() + " s";
  }
}
