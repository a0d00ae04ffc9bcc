// SPDX-License-Identifier: Apache-2.0
package io.kitty.history;

import io.kitty.device.Departure;
import io.kitty.device.Device;
import io.kitty.history.log.HistoryCompaction;
import io.kitty.history.log.HistoryLog;
import io.kitty.history.log.LogEntry.Happened;
import io.kitty.history.log.LogEntry.Moved;
import io.kitty.identifier.DeviceId;
import io.kitty.inventory.History;
import io.kitty.inventory.History.Event;
import io.kitty.inventory.History.Span;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;

/** Builds the history of one device from the log. For a single use. */
final class HistoryBuilder {

  private final Device device;
  private final Instant to;
  private final Instant now;
  private final List<Span> off;
  private final Deque<Origin> origins = new ArrayDeque<>();
  private final List<DeviceTimeline> timelines = new ArrayList<>();
  private Instant from;
  private int remaining = HistoryCompaction.MAX_EVENTS;

  /** A record that the device was until some time. */
  private record Origin(DeviceId id, long position, Instant end, boolean present) {}

  /**
   * @param off when the hub was off between {@code from} and the present
   */
  HistoryBuilder(Device device, Instant from, Instant to, Instant now, List<Span> off) {
    this.device = device;
    this.from = from;
    this.to = to;
    this.now = now;
    this.off = off;
  }

  History build(HistoryLog log) throws IOException {
    startNoEarlierThan(log.complete());
    Departure departure = device.departure();
    Instant end = departure == null ? now : earliest(departure.at(), now);
    origins.add(new Origin(device.id(), Long.MAX_VALUE, end, departure == null));
    while (!origins.isEmpty() && remaining > 0) {
      follow(log, origins.remove());
    }
    origins.forEach(rest -> startNoEarlierThan(rest.end()));
    Span period = new Span(from, to);
    List<List<Span>> presence = timelines.stream().map(track -> track.presence(off)).toList();
    return new History(
        from,
        to,
        earliest(latest(from, device.firstSeen()), to),
        presence(presence, period),
        off.stream().map(span -> span.within(period)).filter(span -> span.millis() > 0).toList(),
        events(presence));
  }

  private void follow(HistoryLog log, Origin origin) throws IOException {
    List<Event> newestFirst = new ArrayList<>();
    log.visit(
        origin.id(),
        from,
        (entry, position) -> {
          if (position >= origin.position()) {
            return true;
          }
          if (entry instanceof Moved moved && moved.successor().equals(origin.id())) {
            origins.add(
                new Origin(moved.id(), position, earliest(moved.at(), now), moved.present()));
            return true;
          }
          if (entry instanceof Happened happened) {
            newestFirst.add(happened.event());
            return newestFirst.size() < remaining;
          }
          return false;
        });
    remaining -= newestFirst.size();
    if (remaining <= 0) {
      startNoEarlierThan(newestFirst.get(newestFirst.size() - 1).at());
    }
    timelines.add(
        DeviceTimeline.of(
            newestFirst, latest(from, device.firstSeen()), origin.end(), origin.present(), now));
  }

  /** Moves the start of the period to when the log is complete. */
  private void startNoEarlierThan(Instant complete) {
    from = earliest(latest(from, complete), to);
  }

  private List<Span> presence(List<List<Span>> each, Span period) {
    List<Span> spans = new ArrayList<>();
    for (Span span : PresenceSpans.union(each.stream().flatMap(List::stream).toList())) {
      spans.addAll(PresenceSpans.without(span.within(period), off));
    }
    return spans;
  }

  private List<Event> events(List<List<Span>> presence) {
    List<Event> events = new ArrayList<>();
    for (int i = timelines.size() - 1; i >= 0; i--) {
      for (Event event : timelines.get(i).events()) {
        if (!event.at().isBefore(from)
            && !event.at().isAfter(to)
            && !(DeviceTimeline.isPresenceEvent(event) && isPresentElsewhere(event, i, presence))) {
          events.add(event);
        }
      }
    }
    events.sort(Comparator.comparing(Event::at));
    return events;
  }

  /**
   * Returns whether the device was present as another record when one appeared or departed. If two
   * did so at the same time, one of them counts.
   */
  private static boolean isPresentElsewhere(Event event, int index, List<List<Span>> presence) {
    for (int i = 0; i < presence.size(); i++) {
      boolean first = i < index;
      if (i != index && presence.get(i).stream().anyMatch(span -> covers(span, event, first))) {
        return true;
      }
    }
    return false;
  }

  private static boolean covers(Span span, Event event, boolean first) {
    boolean beginsBefore = span.from().isBefore(event.at());
    boolean endsAfter = span.to().isAfter(event.at());
    boolean begins = span.from().equals(event.at());
    boolean ends = span.to().equals(event.at());
    return DeviceTimeline.isAppearance(event)
        ? (endsAfter || ends) && (beginsBefore || begins && first)
        : (beginsBefore || begins) && (endsAfter || ends && first);
  }

  private static Instant earliest(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  private static Instant latest(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}
