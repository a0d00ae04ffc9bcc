// SPDX-License-Identifier: Apache-2.0
package io.kitty.core.history;

import io.kitty.hub.History.Event;
import io.kitty.hub.History.Span;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * What the log has of one record: a device may have been several records, one after the other or at
 * the same time.
 *
 * @param events what happened, earliest first
 * @param start when its events begin to be known
 * @param end when it left for good, or became part of another record; the present for one that is
 *     there
 * @param present whether it was there until the end
 */
record DeviceTimeline(List<Event> events, Instant start, Instant end, boolean present) {

  /**
   * Makes one, and mends the times that a wrong clock made: nothing happened in the future, and
   * nothing before what is ahead of it in the log.
   *
   * @param newestFirst the events in the order in which the log tells them
   * @param now the present
   */
  static DeviceTimeline of(
      List<Event> newestFirst, Instant start, Instant end, boolean present, Instant now) {
    List<Event> events = new ArrayList<>(newestFirst.size());
    Instant later = now;
    for (Event event : newestFirst) {
      later = event.at().isAfter(now) ? later : event.at();
      events.add(at(event, later));
    }
    Collections.reverse(events);
    Instant earlier = Instant.MIN;
    for (int i = 0; i < events.size(); i++) {
      earlier = latest(earlier, events.get(i).at());
      events.set(i, at(events.get(i), earlier));
    }
    return new DeviceTimeline(List.copyOf(events), start, latest(start, end), present);
  }

  private static Event at(Event event, Instant time) {
    return time.equals(event.at())
        ? event
        : new Event(time, event.word(), event.changes(), event.reason(), event.text());
  }

  private static Instant latest(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  /** Whether an event says that the record came or left. */
  static boolean ofPresence(Event event) {
    return isAppearance(event) || event.word().equals("departed");
  }

  static boolean isAppearance(Event event) {
    return event.word().equals("appeared");
  }

  /**
   * When the record was present, as far as the hub could know, earliest first.
   *
   * @param off when the hub was off
   */
  List<Span> presence(List<Span> off) {
    List<Span> spans = new ArrayList<>();
    Instant since = presentAtFirst() ? start : null;
    for (Event event : events) {
      if (since == null) {
        since = isAppearance(event) ? event.at() : null;
      } else if (ofPresence(event)) {
        Optional<Instant> left = left(event, since, off);
        if (left.isPresent()) {
          spans.add(new Span(since, left.get()));
          since = isAppearance(event) ? event.at() : null;
        }
      }
    }
    if (since == null && present) {
      since = returned(off);
    }
    if (since != null) {
      spans.add(new Span(since, latest(since, end)));
    }
    return spans;
  }

  private boolean presentAtFirst() {
    return events.stream()
        .filter(DeviceTimeline::ofPresence)
        .findFirst()
        .map(event -> !isAppearance(event))
        .orElse(present);
  }

  /**
   * When a record that was present left, as an event says. One that appears once more was unknown
   * to the hub when that came back from a break.
   */
  private static Optional<Instant> left(Event event, Instant since, List<Span> off) {
    return isAppearance(event)
        ? off.stream()
            .map(Span::from)
            .filter(start -> !start.isBefore(since) && start.isBefore(event.at()))
            .findFirst()
        : Optional.of(latest(since, event.at()));
  }

  /** When it came back, if the log lost that at a sudden end of the hub: after the last break. */
  private Instant returned(List<Span> off) {
    Instant last = events.isEmpty() ? start : events.get(events.size() - 1).at();
    return off.stream()
        .map(Span::to)
        .filter(back -> back.isAfter(last) && back.isBefore(end))
        .reduce((one, other) -> other)
        .orElse(last);
  }
}
