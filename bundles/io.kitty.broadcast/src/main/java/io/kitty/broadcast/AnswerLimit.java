// SPDX-License-Identifier: Apache-2.0
package io.kitty.broadcast;

import java.net.InetAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Says how many questions are answered in a second: so few that nobody can have this hub flood
 * somebody else by asking in another's name.
 */
final class AnswerLimit {

  /** More than the retries of a client that means it. */
  static final int EACH = 5;

  /** The most to all together. */
  static final int ALL = 100;

  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private final Map<InetAddress, Integer> answered = new HashMap<>();
  private long begin;
  private int total;

  /**
   * Whether one more question is answered; if so it counts.
   *
   * @param now the monotonic time in nanoseconds
   */
  synchronized boolean admits(InetAddress asker, long now) {
    if (now - begin >= SECOND) {
      begin = now;
      total = 0;
      answered.clear();
    }
    if (total == ALL || answered.getOrDefault(asker, 0) == EACH) {
      return false;
    }
    total++;
    answered.merge(asker, 1, Integer::sum);
    return true;
  }
}
