// SPDX-License-Identifier: Apache-2.0
package io.kitty.ping.sweep;

/**
 * The round-trip times of a group of hosts, and the timeout that follows from them: smoothed mean
 * plus four times the smoothed deviation (RFC 6298 section 2), doubled with each repetition
 * (section 5.5).
 */
final class RttEstimator {

  /**
   * The minimum timeout: a sleeping Wi-Fi station is woken by beacons, which are 102 ms apart. One
   * that wakes at every second or third is probed again, until its replies have made the timeout of
   * its network longer.
   */
  static final long MIN_TIMEOUT = 150_000_000;

  private boolean known;
  private long mean;
  private long deviation;

  /** Returns whether there is a round trip. */
  boolean isKnown() {
    return known;
  }

  /** Adds one round trip, in nanoseconds. */
  void sample(long nanos) {
    if (known) {
      deviation += (Math.abs(mean - nanos) - deviation) / 4;
      mean += (nanos - mean) / 8;
    } else {
      known = true;
      mean = nanos;
      deviation = nanos / 2;
    }
  }

  /**
   * Returns how long to wait for a reply, in nanoseconds.
   *
   * @param bound the maximum, used while there is no sample
   * @param round 0 for the first try, 1 for the first repetition
   */
  long timeout(long bound, int round) {
    return known ? Math.min(bound, Math.max(MIN_TIMEOUT, mean + 4 * deviation) << round) : bound;
  }
}
