// SPDX-License-Identifier: Apache-2.0
package io.kitty.mqtt.event;

import io.kitty.identifier.DeviceId;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The events that wait to be published, also while there is no connection. The hub that speaks for
 * a device publishes its events. The others keep theirs until the broker sends the same event of
 * that hub; should it be lost before, the one that speaks next publishes them. So a hub that is
 * lost takes no event with it, while some are published twice, as the README of this bundle says.
 * Events come from any thread, all else is called by one.
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
   * @param at when it happened, by the clock
   * @param repeated whether it was published over an earlier connection, which did not confirm it
   * @param left whether it tells of a device that the hub which speaks saw already
   */
  private record Event(
      DeviceId device, String message, EventMark mark, long at, boolean repeated, boolean left) {

    Event again() {
      return new Event(device, message, mark, at, true, left);
    }

    Event leave() {
      return new Event(device, message, mark, at, repeated, true);
    }
  }

  /** An event that the broker has sent, or may send. */
  private record Sent(EventMark mark, long at) {}

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
  private final Deque<Sent> foreign = new ArrayDeque<>();

  /** Those that this hub has repeated, and that the broker may send twice. */
  private final Deque<Sent> repeated = new ArrayDeque<>();

  private final LongSupplier clock;
  private long begunAt;

  /**
   * @param clock nanoseconds, as {@link System#nanoTime}; called by any thread
   */
  public EventQueue(LongSupplier clock) {
    this.clock = clock;
    begunAt = clock.getAsLong();
  }

  /** Adds an event, in place of the oldest if there are too many. */
  public void add(DeviceId device, String message) {
    Event event =
        new Event(device, message, EventMark.of(message), clock.getAsLong(), false, false);
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
    repeated.clear();
  }

  /**
   * Another connection is opened. What the broker did not confirm over the last one waits again.
   */
  public void connect() {
    foreign.clear();
    while (!unconfirmed.isEmpty()) {
      waiting.addFirst(unconfirmed.removeLast().again());
    }
  }

  /**
   * The broker has sent what it retained: from now on events are published.
   *
   * @param elsewhere whether another hub has published the events of a device meanwhile; what
   *     happened to it until now is dropped
   */
  public void begin(Predicate<DeviceId> elsewhere) {
    begunAt = clock.getAsLong();
    takeArrived();
    waiting.removeIf(event -> elsewhere.test(event.device()));
  }

  /** The broker sends an event, of this hub or another one. */
  public void onPublished(String message) {
    EventMark mark = EventMark.of(message);
    if (!removeFirst(unconfirmed, Event::mark, mark)
        && !removeFirst(repeated, Sent::mark, mark)
        && !removeWaiting(mark)) {
      add(foreign, new Sent(mark, clock.getAsLong()));
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
      if (!removeFirst(foreign, Sent::mark, event.mark())) {
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
   * @param seenElsewhere whether another hub that is online sees a device
   * @param leads whether it is the first to publish those of devices for which no hub speaks; any
   *     other does so once the first must have
   */
  public void publish(
      Function<DeviceId, Speaker> speakers,
      Predicate<DeviceId> seenElsewhere,
      boolean leads,
      Publisher publisher)
      throws IOException {
    long now = clock.getAsLong();
    foreign.removeIf(each -> now - each.at() >= NOTICED);
    repeated.removeIf(each -> now - each.at() >= NOTICED);
    unconfirmed.removeIf(each -> now - each.at() >= MAX_AGE);
    takeArrived();
    Map<DeviceId, Speaker> found = new HashMap<>();
    Set<DeviceId> held = new HashSet<>();
    List<Event> kept = new ArrayList<>();
    List<Event> due = new ArrayList<>();
    for (Event event : waiting) {
      Speaker speaker = found.computeIfAbsent(event.device(), speakers);
      long since = Math.min(now - event.at(), now - begunAt);
      boolean known = event.mark().isAppearance() && seenElsewhere.test(event.device());
      if (now - event.at() >= MAX_AGE || isObsolete(event, speaker, known, since)) {
        continue;
      }
      if (since >= delay(event, speaker, leads) && !held.contains(event.device())) {
        due.add(event);
      } else {
        held.add(event.device());
        kept.add(known && speaker == Speaker.OTHER ? event.leave() : event);
      }
    }
    waiting.clear();
    waiting.addAll(kept);
    for (Event event : due) {
      add(unconfirmed, event); // also if the connection is lost now
      if (event.repeated()) {
        add(repeated, new Sent(event.mark(), now));
      }
    }
    for (Event event : due) {
      publisher.publish(event.message());
    }
  }

  /**
   * Returns whether the hub that speaks is known not to be lost, or has handed over a device that
   * it still sees and that is new to this hub only.
   */
  private static boolean isObsolete(Event event, Speaker speaker, boolean known, long since) {
    return speaker == Speaker.OTHER ? since >= NOTICED : event.left() && known;
  }

  /** Returns how long an event has to wait until this hub publishes it. */
  private static long delay(Event event, Speaker speaker, boolean leads) {
    return switch (speaker) {
      case THIS -> event.repeated() ? UNDECIDED : 0; // as the broker may still send it
      case UNDECIDED -> leads ? UNDECIDED : NOTICED;
      case OTHER -> Long.MAX_VALUE;
    };
  }
}
