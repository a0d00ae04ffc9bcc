// SPDX-License-Identifier: Apache-2.0
package io.kitty.core.model;

import java.util.Comparator;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Knows which entry ends next. Each entry has one valid ticket: a deadline that moved later is
 * noticed when the ticket comes up, so that seeing a machine again costs nothing here.
 */
final class Expiry {

  private record Ticket(Entry entry, long deadline) {}

  private final PriorityQueue<Ticket> tickets =
      new PriorityQueue<>(Comparator.comparingLong(Ticket::deadline));

  /** Watches an entry that is new, or whose deadline may have come nearer. */
  void watch(Entry entry) {
    if (!entry.watched || entry.deadline < entry.ticket) {
      entry.watched = true;
      entry.ticket = entry.deadline;
      tickets.add(new Ticket(entry, entry.deadline));
    }
  }

  /** An entry whose deadline has passed; null if there is none. */
  @Nullable Entry poll(long nanos) {
    Ticket first = tickets.peek();
    while (first != null && first.deadline() - nanos <= 0) {
      tickets.remove();
      Entry entry = first.entry();
      if (entry.watched && entry.ticket == first.deadline()) {
        entry.watched = false;
        if (entry.live() && entry.deadline - nanos <= 0) {
          return entry;
        }
        if (entry.live()) {
          watch(entry);
        }
      }
      first = tickets.peek();
    }
    return null;
  }

  /** When something may end next, in monotonic time. */
  OptionalLong next() {
    Ticket first = tickets.peek();
    return first == null ? OptionalLong.empty() : OptionalLong.of(first.deadline());
  }
}
