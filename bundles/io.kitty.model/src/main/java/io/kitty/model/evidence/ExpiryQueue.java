// SPDX-License-Identifier: Apache-2.0
package io.kitty.model.evidence;

import java.util.OptionalLong;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The queue of evidence by expiry. Each piece has one ticket: a deadline that moved later is
 * noticed only when the ticket comes up, so that seeing a device again costs nothing here.
 */
public final class ExpiryQueue {

  private final TreeSet<TrackedEvidence> watched = new TreeSet<>(ExpiryQueue::compare);
  private long numbers;

  /** Compares by difference, as monotonic times require. */
  private static int compare(TrackedEvidence a, TrackedEvidence b) {
    int byTicket = Long.signum(a.ticket - b.ticket);
    return byTicket != 0 ? byTicket : Long.compare(a.number, b.number);
  }

  /** Adds evidence that is new, or whose deadline may have moved earlier. */
  public void watch(TrackedEvidence entry) {
    if (entry.number == 0) {
      entry.number = ++numbers;
    } else if (entry.watched && entry.deadline - entry.ticket >= 0) {
      return;
    }
    forget(entry);
    entry.ticket = entry.deadline;
    entry.watched = watched.add(entry);
  }

  /** Removes evidence. */
  public void forget(TrackedEvidence entry) {
    if (entry.watched) {
      watched.remove(entry);
      entry.watched = false;
    }
  }

  /** Removes and returns evidence whose deadline has passed; null if there is none. */
  public @Nullable TrackedEvidence poll(long nanos) {
    while (!watched.isEmpty() && watched.first().ticket - nanos <= 0) {
      TrackedEvidence entry = watched.first();
      forget(entry);
      if (entry.deadline - nanos <= 0) {
        return entry;
      }
      watch(entry);
    }
    return null;
  }

  /** Returns when evidence may expire next, monotonic time. */
  public OptionalLong next() {
    return watched.isEmpty() ? OptionalLong.empty() : OptionalLong.of(watched.first().ticket);
  }

  public int size() {
    return watched.size();
  }
}
