// SPDX-License-Identifier: Apache-2.0
package io.kitty.mdns;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * What one machine says and another one contradicts: a goodbye, a service elsewhere, another
 * address of a host. Multicast DNS has no authentication, so that the machine itself is asked. What
 * it does not confirm in two seconds has ended, as when it has moved to the other address. Bounded.
 * Not thread-safe.
 */
final class Doubts {

  /** How long an answer may take. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  /** Who has just answered is not asked again. */
  private static final Duration REST = Duration.ofSeconds(30);

  private static final int MOST = 256;

  private record Key(Doubted doubted, Contradiction what) {}

  private static final class Doubt {
    private final long since;
    private boolean settled;

    Doubt(long since) {
      this.since = since;
    }
  }

  private final Map<Key, Doubt> doubts = new LinkedHashMap<>();
  private boolean news;

  /** Begins to doubt what was heard, unless it was confirmed just now. */
  void raise(Doubted doubted, Contradiction what, long now) {
    Key key = new Key(doubted, what);
    if (doubts.size() < MOST && !doubts.containsKey(key)) {
      doubts.put(key, new Doubt(now));
      news = true;
    }
  }

  /** Whether something has to be asked that was not asked yet. */
  boolean hasNews() {
    return news;
  }

  /** What has to be asked of those that have not answered. */
  Set<Question> due() {
    news = false;
    Set<Question> due = new LinkedHashSet<>();
    doubts.forEach(
        (key, doubt) -> {
          if (!doubt.settled && !key.doubted().heardSince(doubt.since)) {
            due.addAll(key.doubted().questions());
          }
        });
    return due;
  }

  /**
   * Ends what nobody confirmed in time.
   *
   * @return the machines that this is about
   */
  Set<Host> settle(long now) {
    Set<Host> touched = new LinkedHashSet<>();
    doubts.forEach(
        (key, doubt) -> {
          if (!doubt.settled && now - doubt.since >= PATIENCE.toNanos()) {
            doubt.settled = true;
            if (!key.doubted().heardSince(doubt.since)) {
              key.doubted().withdraw(now - Lease.GRACE.toNanos());
            }
            key.doubted().machine().ifPresent(touched::add);
          }
        });
    doubts.values().removeIf(doubt -> now - doubt.since > REST.toNanos());
    return touched;
  }
}
