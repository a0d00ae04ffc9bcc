// SPDX-License-Identifier: Apache-2.0
package io.kitty.core.model;

import java.util.OptionalLong;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Knows which entry ends next. Each entry has one ticket: a deadline that moved later is noticed
 * when the ticket comes up, so that seeing a machine again costs nothing here.
 */
final class ExpiryQueue {

  private final TreeSet<TrackedEvidence> watched = new TreeSet<>(ExpiryQueue::compare);
  private long numbers;

  /** Monotonic times can only be compared by their difference. */
  private static int compare(TrackedEvidence a, TrackedEvidence b) {
    int byTicket = Long.signum(a.ticket - b.ticket);
    return byTicket != 0 ? byTicket : Long.compare(a.number, b.number);
  }

  /** Watches an entry that is new, or whose deadline may have come nearer. */
  void watch(TrackedEvidence entry) {
    if (entry.number == 0) {
      entry.number = ++numbers;
    } else if (entry.watched && entry.deadline - entry.ticket >= 0) {
      return;
    }
    forget(entry);
    entry.ticket = entry.deadline;
    entry.watched = watched.add(entry);
  }

  /** Watches an entry no more. */
  void forget(TrackedEvidence entry) {
    if (entry.watched) {
      watched.remove(entry);
      entry.watched = false;
    }
  }

  /** An entry whose deadline has passed, which is watched no more; null if there is none. */
  @Nullable TrackedEvidence poll(long nanos) {
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

  /** When something may end next, in monotonic time. */
  OptionalLong next() {
    return watched.isEmpty() ? OptionalLong.empty() : OptionalLong.of(watched.first().ticket);
  }

  int size() {
    return watched.size();
  }
}
