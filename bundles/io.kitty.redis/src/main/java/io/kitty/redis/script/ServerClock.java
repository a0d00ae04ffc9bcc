// SPDX-License-Identifier: Apache-2.0
package io.kitty.redis.script;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/**
 * The server's clock, as far as this hub knows it. It orders what several hubs see, whose own
 * clocks may differ.
 */
public final class ServerClock {

  /** How long an answer may take that still tells the time. */
  private static final long MAX_MILLIS = 100;

  private volatile long offset;
  private volatile boolean known;

  /**
   * Takes in an answer.
   *
   * @param asked when it was asked for, in monotonic time
   * @param now what the server said, in milliseconds
   */
  void told(long asked, long now) {
    long answered = System.nanoTime();
    long took = TimeUnit.NANOSECONDS.toMillis(answered - asked);
    if (!known || took <= MAX_MILLIS) {
      offset = now - TimeUnit.NANOSECONDS.toMillis(asked) - took / 2;
      known = true;
    }
  }

  /** Has the next answer count in any case: it may be another server's. */
  public void forget() {
    known = false;
  }

  /** The time there, in milliseconds. */
  public long now() {
    return offset + TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
  }

  /** What a time of this hub is there, in milliseconds; never in the future. */
  public long at(Instant time) {
    return now() - Math.max(0, Duration.between(time, Instant.now()).toMillis());
  }
}
