// SPDX-License-Identifier: Apache-2.0
package io.kitty.mdns.dns;

import java.time.Duration;

/**
 * The remaining validity of a record. It is queried again before it expires, at 80, 85, 90 and 95
 * percent of the TTL (RFC 6762, §5.2). Times are those of {@link System#nanoTime}.
 */
public final class RecordTtl {

  /**
   * A withdrawn record is kept for one second, in case another responder still has it (RFC 6762,
   * §10.1).
   */
  public static final Duration GRACE = Duration.ofSeconds(1);

  private static final long SECOND = 1_000_000_000L;

  /** The minimum TTL in seconds: shorter ones would cause constant queries. */
  private static final long MIN = 10;

  /** The maximum TTL in seconds: what is not confirmed for two hours is removed. */
  private static final long MAX = 7200;

  /** The default TTL of host name records (RFC 6762, §10), for capped ones. */
  private static final long DIRECT = 120;

  /** Real responders are late: a record is kept for a fifth of its TTL more, in seconds. */
  private static final long MIN_LATE = 10;

  private static final long MAX_LATE = 60;

  private static final int FIRST_REFRESH = 80;
  private static final int REFRESH_STEP = 5;

  private final long start;
  private final long length;
  private long end;
  private boolean withdrawn;
  private int refresh = FIRST_REFRESH;

  /**
   * @param ttl in seconds
   * @param direct whether the TTL is capped, as in a unicast answer to a free port
   */
  public RecordTtl(long now, long ttl, boolean direct) {
    this.start = now;
    this.length = Math.max(direct ? DIRECT : MIN, Math.min(MAX, ttl)) * SECOND;
    this.end = now + length + late(length);
  }

  private static long late(long length) {
    return Math.max(MIN_LATE * SECOND, Math.min(MAX_LATE * SECOND, length / 5));
  }

  /** Ends it in one second. */
  public void withdraw(long now) {
    withdrawn = true;
    end = Math.min(end, now + GRACE.toNanos());
  }

  /** Returns whether it was withdrawn, and did not just expire. */
  public boolean withdrawn() {
    return withdrawn;
  }

  public boolean ended(long now) {
    return now - end >= 0;
  }

  /** Returns whether it was received after a time. */
  public boolean receivedSince(long time) {
    return start - time > 0;
  }

  /** Returns whether it was received within the last second. */
  public boolean fresh(long now) {
    return now - start <= GRACE.toNanos();
  }

  /** Returns the nanoseconds until it expires, with the allowance for late responders. */
  public long remaining(long now) {
    return end - now;
  }

  /**
   * Returns the remaining seconds if they are more than half of the TTL, as known answers need (RFC
   * 6762, §7.1); else 0.
   */
  public long knownFor(long now) {
    long rest = start + length - now;
    return !withdrawn && rest > length / 2 ? rest / SECOND : 0;
  }

  /** Returns whether a refresh is due; once for each step. */
  public boolean refreshDue(long now) {
    if (withdrawn || refresh >= 100 || now - start < length / 100 * refresh) {
      return false;
    }
    while (refresh < 100 && now - start >= length / 100 * refresh) {
      refresh += REFRESH_STEP;
    }
    return true;
  }
}
