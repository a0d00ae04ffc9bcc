// SPDX-License-Identifier: Apache-2.0
package io.kitty.history;

import io.kitty.inventory.History.Event;
import io.kitty.inventory.History.Span;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * The logged events of one record; a device may have been several records, in succession or at the
 * same time.
 *
 * @param events the events, oldest first
 * @param start when its events are complete from
 * @param end when it departed for good, or was merged into another record; the present if it exists
 * @param present whether it was present until the end
 */
record DeviceTimeline(List<Event> events, Instant start, Instant end, boolean present) {

  /**
   * Creates a timeline, and corrects times from a wrong clock: no event is in the future, and none
   * before an event that precedes it in the log.
   *
   * @param newestFirst the events in the order in which the log returns them
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

  /** Returns whether an event says that the record appeared or departed. */
  static boolean isPresenceEvent(Event event) {
    return isAppearance(event) || event.word().equals("departed");
  }

  static boolean isAppearance(Event event) {
    return event.word().equals("appeared");
  }

  /**
   * Returns when the record was present, as far as the hub could see, oldest first.
   *
   * @param off when the hub was off
   */
  List<Span> presence(List<Span> off) {
    List<Span> spans = new ArrayList<>();
    Instant since = presentAtFirst() ? start : null;
    for (Event event : events) {
      if (since == null) {
        since = isAppearance(event) ? event.at() : null;
      } else if (isPresenceEvent(event)) {
        Optional<Instant> departedAt = departedAt(event, since, off);
        if (departedAt.isPresent()) {
          spans.add(new Span(since, departedAt.get()));
          since = isAppearance(event) ? event.at() : null;
        }
      }
    }
    if (since == null && present) {
      since = appearedAt(off);
    }
    if (since != null) {
      spans.add(new Span(since, latest(since, end)));
    }
    return spans;
  }

  private boolean presentAtFirst() {
    return events.stream()
        .filter(DeviceTimeline::isPresenceEvent)
        .findFirst()
        .map(event -> !isAppearance(event))
        .orElse(present);
  }

  /**
   * Returns when a present record departed, according to an event. If it appears once more, the hub
   * did not know it when it came back from being off.
   */
  private static Optional<Instant> departedAt(Event event, Instant since, List<Span> off) {
    return isAppearance(event)
        ? off.stream()
            .map(Span::from)
            .filter(start -> !start.isBefore(since) && start.isBefore(event.at()))
            .findFirst()
        : Optional.of(latest(since, event.at()));
  }

  /**
   * Returns when it appeared, if a crash of the hub lost that entry: after the last time the hub
   * was off.
   */
  private Instant appearedAt(List<Span> off) {
    Instant last = events.isEmpty() ? start : events.get(events.size() - 1).at();
    return off.stream()
        .map(Span::to)
        .filter(back -> back.isAfter(last) && back.isBefore(end))
        .reduce((one, other) -> other)
        .orElse(last);
  }
}
