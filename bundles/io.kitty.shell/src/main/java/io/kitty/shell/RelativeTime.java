// SPDX-License-Identifier: Apache-2.0
package io.kitty.shell;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** Says how long ago something was, or how soon it will be. */
final class RelativeTime {

  private RelativeTime() {}

  /** For instance {@code 3 s ago}, {@code in 2 min} or {@code now}, in the largest whole unit. */
  static String relative(Instant then, Instant now) {
    Duration past = Duration.between(then, now);
    if (past.abs().toSeconds() == 0) {
      return "now";
    }
    return past.isNegative() ? "in " + length(past.negated()) : length(past) + " ago";
  }

  /** For instance {@code 0.35 s}, for how long something took. */
  static String exact(Duration duration) {
    return String.format(Locale.ROOT, "%.2f s", duration.toMillis() / 1000.0);
  }

  /** For instance {@code 3 h}, in the largest whole unit. */
  static String length(Duration duration) {
    if (duration.toDays() > 0) {
      return duration.toDays() + " d";
    }
    if (duration.toHours() > 0) {
      return duration.toHours() + " h";
    }
    return duration.toMinutes() > 0 ? duration.toMinutes() + " min" : duration.toSeconds() + " s";
  }
}
