// SPDX-License-Identifier: Apache-2.0
package io.kitty.mqtt.event;

import io.kitty.identifier.DeviceId;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.function.Function;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The events that wait to be published, also while there is no connection. The hub that speaks for
 * a device publishes its events. The others keep theirs until the broker sends the same event of
 * that hub; should it be lost before, the one that speaks next publishes them. So each is published
 * once, whichever hub sees it first or is lost. Events come from any thread, all else is called by
 * one.
 */
public final class EventQueue {

  /** Publishes an event. */
  @FunctionalInterface
  public interface Publisher {
    void publish(String message) throws IOException;
  }

  /**
   * An event of this hub.
   *
   * @param at when it happened, as {@link System#nanoTime}
   * @param due when it may be published
   */
  private record Event(DeviceId device, String message, EventMark mark, long at, long due) {

    Event dueAt(long time) {
      return new Event(device, message, mark, at, time);
    }
  }

  /** An event of another hub. */
  private record Foreign(EventMark mark, long at) {}

  private static final Logger LOG = LoggerFactory.getLogger(EventQueue.class);

  private static final int MAX_EVENTS = 1000;

  /**
   * How long it may take until it is decided which hub speaks for a device, or until the broker
   * sends what it got over an earlier connection.
   */
  private static final long UNDECIDED = Duration.ofSeconds(2).toNanos();

  /** Longer than a broker needs to notice that a hub is lost. */
  private static final long NOTICED = Duration.ofSeconds(45).toNanos();

  /** How old an event of this hub may be when it is published. */
  private static final long MAX_AGE = Duration.ofHours(1).toNanos();

  private final Queue<Event> arrived = new ArrayBlockingQueue<>(MAX_EVENTS);
  private final Deque<Event> waiting = new ArrayDeque<>();

  /** Those that were published over this connection, and not sent back yet. */
  private final Deque<Event> unconfirmed = new ArrayDeque<>();

  /** Those that other hubs have published, and this one has not seen yet. */
  private final Deque<Foreign> foreign = new ArrayDeque<>();

  /** Those that this hub leaves to others, and the broker has not sent yet. */
  private final Deque<Foreign> left = new ArrayDeque<>();

  private long connectedAt;

  /** Adds an event, in place of the oldest if there are too many. */
  public void add(DeviceId device, String message) {
    long now = System.nanoTime();
    Event event = new Event(device, message, EventMark.of(message), now, now);
    while (!arrived.offer(event)) {
      arrived.poll();
      LOG.debug("An event was dropped, as the broker is too slow");
    }
  }

  /** Drops all events. */
  public void clear() {
    arrived.clear();
    waiting.clear();
    unconfirmed.clear();
    foreign.clear();
    left.clear();
  }

  /**
   * Another connection begins. What the broker did not confirm over the last one waits again, for
   * some time at least, as the broker may still send it.
   */
  public void connected(long now) {
    connectedAt = now;
    foreign.clear();
    left.clear();
    while (!unconfirmed.isEmpty()) {
      waiting.addFirst(unconfirmed.removeLast().dueAt(now + UNDECIDED));
    }
  }

  /**
   * Drops what happened until now to some devices.
   *
   * @param elsewhere whether another hub has published the events of a device meanwhile
   */
  public void drop(Predicate<DeviceId> elsewhere) {
    takeArrived();
    waiting.removeIf(event -> elsewhere.test(event.device()));
  }

  /** The broker sends an event, of this hub or another one. */
  public void onPublished(String message, long now) {
    EventMark mark = EventMark.of(message);
    if (!removeFirst(unconfirmed, Event::mark, mark)
        && !removeWaiting(mark)
        && !removeFirst(left, Foreign::mark, mark)) {
      add(foreign, new Foreign(mark, now));
    }
  }

  private static <T> boolean removeFirst(
      Deque<T> events, Function<T, EventMark> marks, EventMark mark) {
    for (Iterator<T> each = events.iterator(); each.hasNext(); ) {
      if (marks.apply(each.next()).equals(mark)) {
        each.remove();
        return true;
      }
    }
    return false;
  }

  /** Removes an event and those of its device before it, which the other hub did not see. */
  private boolean removeWaiting(EventMark mark) {
    takeArrived();
    List<Event> before = new ArrayList<>();
    for (Event event : waiting) {
      if (event.mark().device().equals(mark.device())) {
        before.add(event);
      }
      if (event.mark().equals(mark)) {
        waiting.removeAll(before);
        return true;
      }
    }
    return false;
  }

  private void takeArrived() {
    for (Event event = arrived.poll(); event != null; event = arrived.poll()) {
      if (!removeFirst(foreign, Foreign::mark, event.mark())) {
        add(waiting, event);
      }
    }
  }

  private static <T> void add(Deque<T> events, T event) {
    events.addLast(event);
    if (events.size() > MAX_EVENTS) {
      events.removeFirst();
    }
  }

  /**
   * Publishes the events of devices for which this hub speaks, in order.
   *
   * @param leads whether it publishes those for which it is never decided
   */
  public void publish(
      Function<DeviceId, Speaker> speakers, boolean leads, long now, Publisher publisher)
      throws IOException {
    foreign.removeIf(each -> now - each.at() >= NOTICED);
    left.removeIf(each -> now - each.at() >= NOTICED);
    unconfirmed.removeIf(each -> now - each.at() >= MAX_AGE);
    takeArrived();
    Set<DeviceId> held = new HashSet<>();
    List<Event> due = new ArrayList<>();
    for (Iterator<Event> each = waiting.iterator(); each.hasNext(); ) {
      Event event = each.next();
      Speaker speaker = speakers.apply(event.device());
      long since = now - Math.max(event.at(), connectedAt);
      boolean mine =
          speaker == Speaker.THIS || speaker == Speaker.UNDECIDED && leads && since >= UNDECIDED;
      if (now - event.at() >= MAX_AGE || isObsolete(speaker, leads, since)) {
        each.remove();
      } else if (event.mark().isAppearance() && speaker == Speaker.OTHER_THAT_SEES_IT) {
        each.remove(); // what is new to this hub is not new there
        add(left, new Foreign(event.mark(), now));
      } else if (mine && now - event.due() >= 0 && !held.contains(event.device())) {
        each.remove();
        due.add(event);
      } else {
        held.add(event.device());
      }
    }
    for (Event event : due) {
      add(unconfirmed, event); // also if the connection is lost now
    }
    for (Event event : due) {
      publisher.publish(event.message());
    }
  }

  /** Returns whether the hub that speaks is known not to be lost, or no hub is going to speak. */
  private static boolean isObsolete(Speaker speaker, boolean leads, long since) {
    return switch (speaker) {
      case THIS -> false;
      case OTHER, OTHER_THAT_SEES_IT -> since >= NOTICED;
      case UNDECIDED -> !leads && since >= UNDECIDED;
    };
  }
}
