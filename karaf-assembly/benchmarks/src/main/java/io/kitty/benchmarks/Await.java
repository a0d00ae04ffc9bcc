// SPDX-License-Identifier: Apache-2.0
package io.kitty.benchmarks;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Waits for a condition. */
public final class Await {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration PAUSE = Duration.ofMillis(5);
  private static final Duration LONG_PAUSE = Duration.ofMillis(100);

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
   * @throws IllegalStateException if it takes more than two minutes
   */
  public static void until(String what, long begin, Condition condition)
      throws InterruptedException {
    until(what, begin, PAUSE, condition);
  }

  /**
   * Polls every tenth of a second, where polling takes time of what is measured.
   *
   * @throws IllegalStateException if it takes more than two minutes from now
   */
  public static void seldom(String what, Condition condition) throws InterruptedException {
    until(what, System.nanoTime(), LONG_PAUSE, condition);
  }

  private static void until(String what, long begin, Duration pause, Condition condition)
      throws InterruptedException {
    while (!holds(condition)) {
      if (System.nanoTime() - begin > PATIENCE.toNanos()) {
        throw new IllegalStateException(what + " took more than " + PATIENCE);
      }
      TimeUnit.NANOSECONDS.sleep(pause.toNanos());
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
