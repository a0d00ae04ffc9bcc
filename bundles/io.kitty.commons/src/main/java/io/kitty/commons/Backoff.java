// SPDX-License-Identifier: Apache-2.0
package io.kitty.commons;

import java.time.Duration;

/**
 * Pauses between retries: each is twice as long as the one before, up to a maximum. Not
 * thread-safe.
 */
public final class Backoff {

  private final Duration first;
  private final Duration max;
  private Duration next;

  /**
   * @param first the first pause; positive
   * @param max the longest pause; at least {@code first}
   */
  public Backoff(Duration first, Duration max) {
    this.first = first;
    this.max = max;
    this.next = first;
  }

  /** Returns the pause before the next retry, and doubles the one after it. */
  public Duration next() {
    Duration pause = next;
    Duration doubled = pause.multipliedBy(2);
    next = doubled.compareTo(max) < 0 ? doubled : max;
    return pause;
  }

  /** Starts again with the first pause, after a success. */
  public void reset() {
    next = first;
  }
}
