// SPDX-License-Identifier: Apache-2.0
package io.kitty.mdns.dns;

import java.time.Duration;

/**
 * How long something that was heard holds. Its holder is asked again before it ends, at 80, 85, 90
 * and 95 percent of the time (RFC 6762, §5.2). Times are those of {@link System#nanoTime}.
 */
public final class RecordTtl {

  /** What is withdrawn holds for one second more, in case somebody objects (RFC 6762, §10.1). */
  public static final Duration GRACE = Duration.ofSeconds(1);

  private static final long SECOND = 1_000_000_000L;

  /** However short a time to live is, it is no reason to ask all the time. */
  private static final long MIN = 10;

  /** However long it is, what nobody confirms for two hours is forgotten. */
  private static final long MAX = 7200;

  /** What a host name record holds by default (RFC 6762, §10). */
  private static final long DIRECT = 120;

  /** Real announcers are late: what ends is kept for a fifth of its time more, in seconds. */
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
   * @param direct whether the time to live was cut for one who does not listen
   */
  public RecordTtl(long now, long ttl, boolean direct) {
    this.start = now;
    this.length = Math.max(direct ? DIRECT : MIN, Math.min(MAX, ttl)) * SECOND;
    this.end = now + length + late(length);
  }

  private static long late(long length) {
    return Math.max(MIN_LATE * SECOND, Math.min(MAX_LATE * SECOND, length / 5));
  }

  /** It holds no longer than a second. */
  public void withdraw(long now) {
    withdrawn = true;
    end = Math.min(end, now + GRACE.toNanos());
  }

  /** Whether it was withdrawn, and not just ended. */
  public boolean withdrawn() {
    return withdrawn;
  }

  public boolean ended(long now) {
    return now - end >= 0;
  }

  /** Whether it was heard after a time. */
  public boolean heardSince(long time) {
    return start - time > 0;
  }

  /** Whether it was heard within the last second. */
  public boolean fresh(long now) {
    return now - start <= GRACE.toNanos();
  }

  /** How long it can be relied upon, with the time that its holder may be late. */
  public long remaining(long now) {
    return end - now;
  }

  /** The seconds that remain, if that is more than half: then it may be named as known. */
  public long knownFor(long now) {
    long rest = start + length - now;
    return !withdrawn && rest > length / 2 ? rest / SECOND : 0;
  }

  /** Whether it is time to ask again; once for each step. */
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
