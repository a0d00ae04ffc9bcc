// SPDX-License-Identifier: Apache-2.0
package io.kitty.discovery;

import java.net.InetAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Limits the replies per second, per source and in total, so that this hub cannot be used to flood
 * a third party with queries from a forged address. Thread-safe.
 */
public final class ReplyRateLimiter {

  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private final int perSource;
  private final int inTotal;
  private final LongSupplier nanos;
  private final Map<InetAddress, Integer> answered = new HashMap<>();
  private long start;
  private int total;

  /**
   * @param perSource the maximum number of replies to one address per second
   * @param inTotal the maximum number of replies per second in total
   * @param nanos the monotonic clock
   */
  public ReplyRateLimiter(int perSource, int inTotal, LongSupplier nanos) {
    this.perSource = perSource;
    this.inTotal = inTotal;
    this.nanos = nanos;
    this.start = nanos.getAsLong();
  }

  /** Returns whether to answer a query of this address, and counts it if so. */
  public synchronized boolean admits(InetAddress source) {
    long now = nanos.getAsLong();
    if (now - start >= SECOND) {
      start = now;
      total = 0;
      answered.clear();
    }
    if (total == inTotal || answered.getOrDefault(source, 0) == perSource) {
      return false;
    }
    total++;
    answered.merge(source, 1, Integer::sum);
    return true;
  }
}
