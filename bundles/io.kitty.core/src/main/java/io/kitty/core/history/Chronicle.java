// SPDX-License-Identifier: Apache-2.0
package io.kitty.core.history;

import io.kitty.device.DepartureReason;
import io.kitty.device.Device;
import io.kitty.device.DeviceId;
import io.kitty.event.DeviceEvent;
import io.kitty.event.DeviceEvent.Changed;
import io.kitty.event.DeviceEvent.Departed;
import io.kitty.hub.History;
import io.kitty.hub.History.Change;
import io.kitty.hub.History.Event;
import io.kitty.hub.History.Span;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Remembers what happened to each device in the last day. Written by one thread, read by any. */
public final class Chronicle {

  /** How far back it goes. */
  public static final Duration REACH = Duration.ofHours(24);

  /** How much is remembered of one device. */
  static final int MOST_EVENTS = 64;

  /** The words of what changes nothing but presence. */
  private static final String APPEARED = "appeared";

  private static final String DEPARTED = "departed";

  private final Map<DeviceId, List<Event>> events = new ConcurrentHashMap<>();
  private volatile boolean changed;

  /** Takes in what happened now; what is merely told again did not happen now. */
  public void happened(DeviceEvent event, Instant now) {
    DeviceId id = event.device().id();
    if (event.replay()) {
      return;
    }
    if (event instanceof Departed departed) {
      DeviceId successor = departed.successor();
      if (successor != null) {
        List<Event> own = events.remove(id);
        if (own != null) {
          add(successor, own);
        }
        changed = true;
        return;
      }
      if (departed.reason() == DepartureReason.FORGOTTEN) {
        events.remove(id);
        changed = true;
        return;
      }
    }
    Event own = record(event, now);
    if (own != null) {
      add(id, List.of(own));
      changed = true;
    }
  }

  private static @Nullable Event record(DeviceEvent event, Instant now) {
    if (event instanceof Changed changed) {
      List<Change> changes = Difference.of(changed.before(), changed.device());
      return changes.isEmpty() ? null : Event.changed(now, changes);
    }
    return event instanceof Departed departed
        ? Event.departed(now, departed.reason())
        : Event.appeared(now);
  }

  private void add(DeviceId id, List<Event> more) {
    events.merge(
        id,
        more,
        (before, after) -> {
          List<Event> all = new ArrayList<>(before);
          all.addAll(after);
          all.sort(Comparator.comparing(Event::at));
          dropRepeated(all);
          return List.copyOf(all.subList(Math.max(0, all.size() - MOST_EVENTS), all.size()));
        });
  }

  /** Two records that became one may both have appeared. */
  private static void dropRepeated(List<Event> all) {
    String[] last = {""};
    all.removeIf(
        event -> {
          boolean ofPresence = event.word().equals(APPEARED) || event.word().equals(DEPARTED);
          boolean repeated = ofPresence && event.word().equals(last[0]);
          last[0] = ofPresence ? event.word() : last[0];
          return repeated;
        });
  }

  /** What is remembered of a device. */
  public History of(Device device, Instant start, Instant now) {
    List<Event> own = events.getOrDefault(device.id(), List.of());
    Instant from =
        own.size() < MOST_EVENTS || own.get(0).at().isBefore(start) ? start : own.get(0).at();
    List<Event> recent = own.stream().filter(event -> !event.at().isBefore(from)).toList();
    Instant since = later(from, device.firstSeen());
    return new History(from, now, since, presence(device, recent, from, now), List.of(), recent);
  }

  private static List<Span> presence(Device device, List<Event> events, Instant from, Instant now) {
    List<Span> spans = new ArrayList<>();
    Instant since = presentAtFirst(device, events) ? later(from, device.firstSeen()) : null;
    for (Event event : events) {
      if (event.word().equals(APPEARED) && since == null) {
        since = event.at();
      } else if (event.word().equals(DEPARTED) && since != null) {
        spans.add(new Span(since, later(since, event.at())));
        since = null;
      }
    }
    if (since != null && device.present()) {
      spans.add(new Span(since, later(since, now)));
    }
    return spans;
  }

  private static boolean presentAtFirst(Device device, List<Event> events) {
    return events.stream()
        .map(Event::word)
        .filter(word -> word.equals(APPEARED) || word.equals(DEPARTED))
        .findFirst()
        .map(word -> word.equals(DEPARTED))
        .orElse(device.present());
  }

  private static Instant later(Instant one, @Nullable Instant other) {
    return other != null && other.isAfter(one) ? other : one;
  }

  /** Lets go of what is too old; what is left, if anything has changed since the last call. */
  @Nullable Map<DeviceId, List<Event>> takeChanged(Instant now) {
    if (!changed) {
      return null;
    }
    changed = false;
    Instant start = now.minus(REACH);
    events.values().removeIf(own -> own.get(own.size() - 1).at().isBefore(start));
    return Map.copyOf(events);
  }

  /** Takes in what an earlier run of the hub remembered. */
  void restore(DeviceId id, List<Event> remembered) {
    if (!remembered.isEmpty()) {
      add(id, remembered);
    }
  }
}
