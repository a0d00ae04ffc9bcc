// SPDX-License-Identifier: Apache-2.0
package io.kitty.mqtt.event;

import io.kitty.identifier.DeviceId;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The events that wait to be published, also while there is no connection. The hub that speaks for
 * a device publishes its events. The others keep theirs for a while: the one that speaks next
 * publishes those which lead on from what other programs know of the device. So a hub that is lost
 * takes no event with it, and hardly any is published twice. Events come from any thread, all else
 * is called by one.
 */
public final class EventQueue {

  /** Publishes an event. */
  @FunctionalInterface
  public interface Publisher {
    void publish(String message) throws IOException;
  }

  private static final Logger LOG = LoggerFactory.getLogger(EventQueue.class);

  private static final int MAX_EVENTS = 1000;

  /** How old an event of this hub may be when it is published. */
  private static final long MAX_AGE = Duration.ofHours(1).toNanos();

  private final Queue<QueuedEvent> arrived = new ArrayBlockingQueue<>(MAX_EVENTS);
  private final Deque<QueuedEvent> waiting = new ArrayDeque<>();
  private final UnconfirmedEvents unconfirmed = new UnconfirmedEvents();
  private final ToldStates told = new ToldStates();
  private final LongSupplier clock;
  private final Speakers speakers;
  private long begunAt;

  /**
   * @param clock nanoseconds, as {@link System#nanoTime}; called by any thread
   */
  public EventQueue(LongSupplier clock, Speakers speakers) {
    this.clock = clock;
    this.speakers = speakers;
    begunAt = clock.getAsLong();
  }

  /** Adds an event, in place of the oldest if there are too many. */
  public void add(DeviceId device, String message) {
    QueuedEvent event =
        new QueuedEvent(device, message, EventMark.of(message), clock.getAsLong(), false);
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
    told.clear();
  }

  /**
   * Another connection is opened. What the broker did not confirm over the last one waits again.
   */
  public void connect() {
    told.connect();
    List<QueuedEvent> again = unconfirmed.take();
    Collections.reverse(again);
    again.forEach(event -> waiting.addFirst(event.again()));
  }

  /** The broker retained the state of a device. */
  public void onFound(String slug, ToldState state) {
    told.onFound(slug, state);
  }

  /**
   * The broker has sent what it retained: from now on events are published. Those that led to what
   * it retained have reached it.
   */
  public void begin() {
    begunAt = clock.getAsLong();
    takeArrived();
    Set<QueuedEvent> over = Collections.newSetFromMap(new IdentityHashMap<>());
    byDevice()
        .forEach(
            (device, events) ->
                over.addAll(events.subList(0, told.confirmed(slug(device), events))));
    waiting.removeIf(over::contains);
    told.begin(speakers::isKnownElsewhere);
  }

  /** The broker sends an event, of this hub or another one. */
  public void onPublished(String message) {
    EventMark mark = EventMark.of(message);
    if (!unconfirmed.confirm(mark)) {
      DeviceId.parse(mark.device()).ifPresent(device -> told.put(slug(device), mark, true));
    }
  }

  /** Returns the slugs of the devices for which this hub speaks and of which events wait. */
  public Set<String> heldSlugs() {
    Set<String> slugs = new HashSet<>();
    waiting.stream()
        .map(QueuedEvent::device)
        .distinct()
        .filter(device -> speakers.speaker(device) == Speaker.THIS)
        .forEach(device -> slugs.add(slug(device)));
    return slugs;
  }

  private String slug(DeviceId device) {
    return ToldStates.key(speakers, device);
  }

  private void takeArrived() {
    for (QueuedEvent event = arrived.poll(); event != null; event = arrived.poll()) {
      waiting.addLast(event);
    }
    while (waiting.size() > MAX_EVENTS) {
      waiting.removeFirst();
    }
  }

  private Map<DeviceId, List<QueuedEvent>> byDevice() {
    Map<DeviceId, List<QueuedEvent>> events = new LinkedHashMap<>();
    waiting.forEach(
        event -> events.computeIfAbsent(event.device(), key -> new ArrayList<>()).add(event));
    return events;
  }

  /** Publishes the events of devices for which this hub speaks, in order. */
  public void publish(Publisher publisher) throws IOException {
    long now = clock.getAsLong();
    unconfirmed.drop(now - MAX_AGE, now);
    takeArrived();
    waiting.removeIf(event -> now - event.at() >= MAX_AGE);
    speakers.takeRemoved().forEach(told::drop);
    if (waiting.isEmpty()) {
      return;
    }
    DueEvents due = new DueEvents(speakers, told, now, begunAt);
    byDevice().forEach(due::decide);
    List<QueuedEvent> published = waiting.stream().filter(due::isDue).toList();
    waiting.removeIf(event -> due.isDue(event) || due.isOver(event));
    published.forEach(event -> unconfirmed.add(event, now)); // also if the connection is lost now
    for (QueuedEvent event : published) {
      publisher.publish(event.message());
    }
  }
}
