// SPDX-License-Identifier: Apache-2.0
package io.kitty.commons;

import java.time.Duration;

/** Seconds as configurations give them. */
public final class Seconds {

  private static final double MILLIS = 1000;

  private Seconds() {}

  /** Returns the duration of some seconds, rounded to the nearest millisecond. */
  public static Duration toDuration(double seconds) {
    return Duration.ofMillis(Math.round(seconds * MILLIS));
  }
}
