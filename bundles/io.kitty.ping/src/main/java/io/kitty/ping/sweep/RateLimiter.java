// SPDX-License-Identifier: Apache-2.0
package io.kitty.ping.sweep;

import java.util.function.LongSupplier;

/**
 * A limit of packets per second, released in bursts of ten milliseconds' worth: small enough for
 * the network, large enough that a slow sweep does not wake the processor for each packet.
 */
public final class RateLimiter {

  private static final double BURSTS_PER_SECOND = 100;

  private final LongSupplier clock;
  private final double perNano;
  private final double burst;
  private double tokens;
  private long last;

  /**
   * @param rate packets per second; 0 for no limit
   * @param clock the monotonic time in nanoseconds
   */
  public RateLimiter(int rate, LongSupplier clock) {
    this.clock = clock;
    this.perNano = rate / 1e9;
    this.burst = Math.max(1, rate / BURSTS_PER_SECOND);
    this.tokens = burst;
    this.last = clock.getAsLong();
  }

  /** Returns how many packets may be sent now: none until a burst is due. */
  int available() {
    if (perNano == 0) {
      return Integer.MAX_VALUE;
    }
    refill();
    return tokens < burst ? 0 : (int) tokens;
  }

  /** Takes packets from the budget. */
  void spend(int packets) {
    tokens -= packets;
  }

  /** Returns the nanoseconds until the next burst is due. */
  long untilNext() {
    if (perNano == 0) {
      return 0;
    }
    refill();
    return Math.max(0, (long) Math.ceil((burst - tokens) / perNano));
  }

  /** One burst may accumulate, so that a thread that wakes late keeps the rate. */
  private void refill() {
    long now = clock.getAsLong();
    tokens = Math.min(2 * burst, tokens + (now - last) * perNano);
    last = now;
  }
}
