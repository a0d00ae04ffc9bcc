// SPDX-License-Identifier: Apache-2.0
package io.kitty.discovery;

import java.net.InetAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Says how many questions are answered in a second: so few that nobody can have this hub flood
 * somebody else by asking in another's name, as the sender of a datagram can be forged. Any thread.
 */
public final class ReplyRateLimiter {

  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private final int each;
  private final int all;
  private final LongSupplier nanos;
  private final Map<InetAddress, Integer> answered = new HashMap<>();
  private long begin;
  private int total;

  /**
   * @param each the most answers to one address in a second
   * @param all the most to all together
   * @param nanos the monotonic time
   */
  public ReplyRateLimiter(int each, int all, LongSupplier nanos) {
    this.each = each;
    this.all = all;
    this.nanos = nanos;
    this.begin = nanos.getAsLong();
  }

  /** Whether one more question of this address is answered; if so it counts. */
  public synchronized boolean admits(InetAddress asker) {
    long now = nanos.getAsLong();
    if (now - begin >= SECOND) {
      begin = now;
      total = 0;
      answered.clear();
    }
    if (total == all || answered.getOrDefault(asker, 0) == each) {
      return false;
    }
    total++;
    answered.merge(asker, 1, Integer::sum);
    return true;
  }
}
