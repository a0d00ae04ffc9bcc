// SPDX-License-Identifier: Apache-2.0
package io.kitty.testkit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that stands still until it is moved: monotonic time and wall time. Any thread. */
public final class FakeClock extends Clock {

  /** Where the wall time of every fake clock begins. */
  public static final Instant START = Instant.parse("2025-01-01T00:00:00Z");

  private long nanos;
  private Instant wall = START;

  /** The monotonic time. */
  public synchronized long nanos() {
    return nanos;
  }

  @Override
  public synchronized Instant instant() {
    return wall;
  }

  /** Lets time pass. */
  public synchronized void advance(Duration duration) {
    if (duration.isNegative()) {
      throw new IllegalArgumentException("time does not run backwards: " + duration);
    }
    nanos += duration.toNanos();
    wall = wall.plus(duration);
  }

  /**
   * Sets the wall time, as a person or a time server may; the monotonic time knows nothing of it.
   */
  public synchronized void set(Instant instant) {
    wall = instant;
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return Clock.fixed(instant(), zone);
  }
}
