// SPDX-License-Identifier: Apache-2.0
package io.kitty.commons;

/**
 * A token bucket: allows a burst, then a steady rate. The caller gives the time, so that many
 * buckets share one reading of the clock. Not thread-safe.
 */
public final class TokenBucket {

  private static final double NANOS = 1e9;

  private final double burst;
  private final double perSecond;
  private double tokens;
  private long at;

  /**
   * Creates a full bucket.
   *
   * @param burst the number of tokens it holds
   * @param perSecond the number of tokens it gains per second
   * @param nanos the monotonic time in nanoseconds
   */
  public TokenBucket(double burst, double perSecond, long nanos) {
    this.burst = burst;
    this.perSecond = perSecond;
    this.tokens = burst;
    this.at = nanos;
  }

  /** Takes one token at this time; returns false if there is none. */
  public boolean take(long nanos) {
    tokens = Math.min(burst, tokens + (nanos - at) * perSecond / NANOS);
    at = nanos;
    if (tokens < 1) {
      return false;
    }
    tokens--;
    return true;
  }
}
