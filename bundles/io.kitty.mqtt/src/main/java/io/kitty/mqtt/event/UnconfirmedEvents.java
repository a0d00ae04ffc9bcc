// SPDX-License-Identifier: Apache-2.0
package io.kitty.mqtt.event;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;

/**
 * The events that this hub has published, and that the broker has not sent back yet. Not
 * thread-safe.
 */
final class UnconfirmedEvents {

  /** An event that the broker may send once more. */
  private record Repeated(EventMark mark, long at) {}

  private static final int MAX_EVENTS = 1000;

  /** How long the broker may take to send an event that it got over an earlier connection. */
  private static final long LATE = Duration.ofSeconds(45).toNanos();

  private final Deque<QueuedEvent> events = new ArrayDeque<>();
  private final Deque<Repeated> repeated = new ArrayDeque<>();

  /** Drops all events. */
  void clear() {
    events.clear();
    repeated.clear();
  }

  /** An event is published now. */
  void add(QueuedEvent event, long now) {
    add(events, event);
    if (event.repeated()) {
      add(repeated, new Repeated(event.mark(), now));
    }
  }

  private static <T> void add(Deque<T> all, T event) {
    all.addLast(event);
    if (all.size() > MAX_EVENTS) {
      all.removeFirst();
    }
  }

  /** Drops those before a time. */
  void drop(long before, long now) {
    events.removeIf(each -> each.at() < before);
    repeated.removeIf(each -> now - each.at() >= LATE);
  }

  /** Takes all events, as the connection over which they were published is lost. */
  List<QueuedEvent> take() {
    List<QueuedEvent> taken = new ArrayList<>(events);
    events.clear();
    return taken;
  }

  /**
   * The broker sends an event.
   *
   * @return whether it is one of this hub
   */
  boolean confirm(EventMark mark) {
    return removeFirst(events, QueuedEvent::mark, mark)
        || removeFirst(repeated, Repeated::mark, mark);
  }

  private static <T> boolean removeFirst(
      Deque<T> all, Function<T, EventMark> marks, EventMark mark) {
    for (Iterator<T> each = all.iterator(); each.hasNext(); ) {
      if (marks.apply(each.next()).equals(mark)) {
        each.remove();
        return true;
      }
    }
    return false;
  }
}
