// SPDX-License-Identifier: Apache-2.0
package io.kitty.notify.event;

import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.LongSupplier;

/**
 * The times that rules work with: wall time, which may be set at any moment, and the time for which
 * the hub has been running, which only grows. Immutable.
 *
 * @param wall wall time, with the time zone of the hub
 * @param uptime the milliseconds since the start of the hub
 */
public record HubClock(Clock wall, LongSupplier uptime) {

  /** For so long after its start the hub may not know yet what was there before. */
  static final Duration SETTLED = Duration.ofMinutes(2);

  /** Returns the clock of this process. */
  public static HubClock system() {
    return new HubClock(Clock.systemDefaultZone(), ManagementFactory.getRuntimeMXBean()::getUptime);
  }

  /** Returns the wall time. */
  public Instant now() {
    return wall.instant();
  }

  /** Returns the time since the start of the hub, in milliseconds. */
  public long millis() {
    return uptime.getAsLong();
  }

  /** Returns when the hub was started, by the present wall time. */
  Instant start() {
    return now().minusMillis(millis());
  }

  /** Returns whether the hub was started just now. */
  public boolean isSettling() {
    return millis() < SETTLED.toMillis();
  }
}
