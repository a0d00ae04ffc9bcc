// SPDX-License-Identifier: Apache-2.0
package io.kitty.benchmarks;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Waits for a condition. */
public final class Await {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** The condition. */
  @FunctionalInterface
  public interface Condition {
    boolean holds() throws IOException, InterruptedException;
  }

  private Await() {}

  /**
   * Polls every few milliseconds.
   *
   * @param begin since when it is waited for, in monotonic time
   * @throws IllegalStateException if it takes too long
   */
  public static void until(String what, long begin, Condition condition)
      throws InterruptedException {
    while (!holds(condition)) {
      if (System.nanoTime() - begin > PATIENCE.toNanos()) {
        throw new IllegalStateException(what + " took more than " + PATIENCE);
      }
      TimeUnit.MILLISECONDS.sleep(5);
    }
  }

  private static boolean holds(Condition condition) throws InterruptedException {
    try {
      return condition.holds();
    } catch (IOException e) {
      return false; // the server is not listening yet
    }
  }
}
