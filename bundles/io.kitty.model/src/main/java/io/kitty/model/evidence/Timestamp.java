// SPDX-License-Identifier: Apache-2.0
package io.kitty.model.evidence;

import java.time.Instant;

/**
 * A point in time on two clocks.
 *
 * @param nanos monotonic time, which lifetimes are measured in
 * @param wall wall time, for display only: it may jump
 */
public record Timestamp(long nanos, Instant wall) {

  private static final long SECOND = 1_000_000_000L;

  /** Beyond this, in seconds since 1970, a wall time in ns has no place in 64 bits: 2262. */
  private static final long MAX_SECONDS = Long.MAX_VALUE / SECOND - 1;

  /**
   * Returns a wall time in ns since 1970, which takes no object; the smallest or largest number for
   * one that is out of range.
   */
  public static long epochNanos(Instant time) {
    long seconds = time.getEpochSecond();
    if (Math.abs(seconds) > MAX_SECONDS) {
      return seconds < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
    }
    return seconds * SECOND + time.getNano();
  }

  static Instant instant(long epochNanos) {
    return Instant.ofEpochSecond(
        Math.floorDiv(epochNanos, SECOND), Math.floorMod(epochNanos, SECOND));
  }

  /** Returns the present. */
  public static Timestamp now() {
    return new Timestamp(System.nanoTime(), Instant.now());
  }
}
