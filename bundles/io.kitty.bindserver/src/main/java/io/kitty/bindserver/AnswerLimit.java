// SPDX-License-Identifier: Apache-2.0
package io.kitty.bindserver;

import java.net.InetAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Bounds how often searches are answered: the sender of a datagram can be forged, and an answer is
 * larger than the question. For one thread.
 */
final class AnswerLimit {

  /** Who searches asks on two ports, and may repeat it. */
  static final int MOST_PER_SOURCE = 5;

  static final int MOST = 50;

  private static final long WINDOW = Duration.ofSeconds(1).toNanos();

  private final LongSupplier nanos;
  private final Map<InetAddress, Integer> answers = new HashMap<>();
  private int sum;
  private long start;

  AnswerLimit(LongSupplier nanos) {
    this.nanos = nanos;
    this.start = nanos.getAsLong();
  }

  /** Whether somebody may have another answer. */
  boolean admits(InetAddress source) {
    long now = nanos.getAsLong();
    if (now - start >= WINDOW) {
      start = now;
      sum = 0;
      answers.clear();
    }
    if (sum >= MOST || answers.getOrDefault(source, 0) >= MOST_PER_SOURCE) {
      return false;
    }
    sum++;
    answers.merge(source, 1, Integer::sum);
    return true;
  }
}
