// SPDX-License-Identifier: Apache-2.0
package io.kitty.web;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.slf4j.Logger;

/**
 * Counts what strangers can make happen as often as they like, and writes at most one line a minute
 * about it. Any thread.
 */
final class RateLimitedLog {

  private static final long PAUSE_NANOS = TimeUnit.MINUTES.toNanos(1);
  private static final int MAX_SHOWN = 100;

  private final Logger log;
  private final String what;
  private final LongSupplier nanos;
  private final LongAdder total = new LongAdder();
  private boolean written;
  private long writtenNanos;
  private long told;

  /**
   * @param what is counted, in the plural
   * @param nanos monotonic time
   */
  RateLimitedLog(Logger log, String what, LongSupplier nanos) {
    this.log = log;
    this.what = what;
    this.nanos = nanos;
  }

  /** Counts one. */
  void add(String detail) {
    total.increment();
    writeRarely(detail);
  }

  private synchronized void writeRarely(String detail) {
    long now = nanos.getAsLong();
    if (written && now - writtenNanos < PAUSE_NANOS) {
      return;
    }
    written = true;
    writtenNanos = now;
    long sum = total.sum();
    log.warn("{}: {} since the last such line, the latest: {}", what, sum - told, shown(detail));
    told = sum;
  }

  private static String shown(String detail) {
    return detail.length() > MAX_SHOWN ? detail.substring(0, MAX_SHOWN) + "…" : detail;
  }

  /** How many there were. */
  long sum() {
    return total.sum();
  }
}
