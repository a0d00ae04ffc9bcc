// SPDX-License-Identifier: Apache-2.0
package io.kitty.web.http;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.slf4j.Logger;

/**
 * Counts events that clients can cause at any rate, and logs at most one line a minute about them.
 * Any thread.
 */
public final class RateLimitedLog {

  private static final long PAUSE_NANOS = TimeUnit.MINUTES.toNanos(1);
  private static final long LATEST_NANOS = TimeUnit.SECONDS.toNanos(5);
  private static final int MAX_SHOWN = 100;

  private final Logger log;
  private final String what;
  private final LongSupplier nanos;
  private final LongAdder total = new LongAdder();
  private boolean logged;
  private long loggedNanos;
  private long reported;
  private long latestNanos;
  private String latest = "";

  /**
   * @param what what is counted, in the plural
   * @param nanos the monotonic clock in nanoseconds
   */
  RateLimitedLog(Logger log, String what, LongSupplier nanos) {
    this.log = log;
    this.what = what;
    this.nanos = nanos;
  }

  /** Counts an event. */
  public void add(String detail) {
    total.increment();
    note(detail);
  }

  private synchronized void note(String detail) {
    long now = nanos.getAsLong();
    latestNanos = now;
    latest = detail;
    if (logged && now - loggedNanos < PAUSE_NANOS) {
      return;
    }
    logged = true;
    loggedNanos = now;
    long sum = total.sum();
    log.warn(
        "{}: {} since the last such line, the latest: {}", what, sum - reported, shown(detail));
    reported = sum;
  }

  private static String shown(String detail) {
    return detail.length() > MAX_SHOWN ? detail.substring(0, MAX_SHOWN) + "…" : detail;
  }

  /**
   * Returns the detail of the latest event of the last five seconds; {@code ""} if there was none.
   */
  public synchronized String latest() {
    return logged && nanos.getAsLong() - latestNanos < LATEST_NANOS ? shown(latest) : "";
  }

  /** Returns the number of events. */
  long sum() {
    return total.sum();
  }
}
