// SPDX-License-Identifier: Apache-2.0
package io.kitty.testkit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that moves only when a test advances it: monotonic time and wall time. Thread-safe. */
public final class FakeClock extends Clock {

  /** The initial wall time of every fake clock. */
  public static final Instant START = Instant.parse("2025-01-01T00:00:00Z");

  private long nanos;
  private Instant wall = START;

  /** Returns the monotonic time. */
  public synchronized long nanos() {
    return nanos;
  }

  @Override
  public synchronized Instant instant() {
    return wall;
  }

  /** Advances both times. */
  public synchronized void advance(Duration duration) {
    if (duration.isNegative()) {
      throw new IllegalArgumentException("time does not run backwards: " + duration);
    }
    nanos += duration.toNanos();
    wall = wall.plus(duration);
  }

  /** Sets the wall time, as a person or NTP may; the monotonic time stays. */
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
