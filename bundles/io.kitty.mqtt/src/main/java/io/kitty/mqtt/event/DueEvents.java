// SPDX-License-Identifier: Apache-2.0
package io.kitty.mqtt.event;

import io.kitty.identifier.DeviceId;
import java.time.Duration;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which of the waiting events are published now, and which never: of a device for which this hub
 * speaks, those that lead on from what other programs know of it. Not thread-safe.
 */
final class DueEvents {

  /**
   * How long it may take until it is decided which hub speaks for a device, or until the broker
   * sends what it got over an earlier connection.
   */
  private static final long UNDECIDED = Duration.ofSeconds(2).toNanos();

  /** Longer than a broker needs to notice that a hub is lost. */
  private static final long NOTICED = Duration.ofSeconds(45).toNanos();

  private final Speakers speakers;
  private final ToldStates told;
  private final long now;
  private final long begunAt;

  // events may be equal
  private final Set<QueuedEvent> due = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Set<QueuedEvent> over = Collections.newSetFromMap(new IdentityHashMap<>());

  /**
   * @param told what is known; the events that are due are added
   * @param now the time, by the clock of the queue
   * @param begunAt when this hub began to publish over this connection
   */
  DueEvents(Speakers speakers, ToldStates told, long now, long begunAt) {
    this.speakers = speakers;
    this.told = told;
    this.now = now;
    this.begunAt = begunAt;
  }

  /** Returns whether an event is published now. */
  boolean isDue(QueuedEvent event) {
    return due.contains(event);
  }

  /** Returns whether an event is dropped. */
  boolean isOver(QueuedEvent event) {
    return over.contains(event);
  }

  /**
   * Decides about the events of a device.
   *
   * @param events all that wait, in order, at least one
   */
  void decide(DeviceId device, List<QueuedEvent> events) {
    Speaker speaker = speakers.speaker(device);
    if (speaker == Speaker.OTHER) {
      events.stream().filter(event -> since(event) >= NOTICED).forEach(over::add);
      return;
    }
    String slug = ToldStates.key(speakers, device);
    int next = isDue(events.get(0), speaker) ? told.toldElsewhere(slug, events) : 0;
    over.addAll(events.subList(0, next));
    for (int i = next; i < events.size() && isDue(events.get(i), speaker); i++) {
      QueuedEvent event = events.get(i);
      Optional<Boolean> news = isNews(slug, events.subList(i, events.size()));
      if (news.isEmpty()) {
        return;
      }
      if (news.get()) {
        due.add(event);
        told.put(slug, event.mark(), false);
      } else {
        over.add(event);
      }
    }
  }

  /**
   * Returns whether the first of some events tells other programs something new; empty as long as
   * that is not known. A device that another hub sees has departed only if it comes back as
   * something else.
   */
  private Optional<Boolean> isNews(String slug, List<QueuedEvent> events) {
    QueuedEvent first = events.get(0);
    if (!first.mark().isDeparture() || !speakers.isSeenElsewhere(first.device())) {
      return Optional.of(!told.isTold(slug, first.mark()));
    }
    return events.stream()
        .map(QueuedEvent::mark)
        .filter(EventMark::isAppearance)
        .findFirst()
        .map(back -> !told.isTold(slug, first.mark()) && !told.isState(slug, back.state()))
        .or(() -> since(first) < NOTICED ? Optional.empty() : Optional.of(false));
  }

  private boolean isDue(QueuedEvent event, Speaker speaker) {
    return since(event) >= delay(event, speaker);
  }

  private long since(QueuedEvent event) {
    return Math.min(now - event.at(), now - begunAt);
  }

  /** Returns how long an event has to wait until this hub publishes it. */
  private long delay(QueuedEvent event, Speaker speaker) {
    if (speaker == Speaker.THIS) {
      return event.repeated() ? UNDECIDED : 0; // as the broker may still send it
    }
    return speakers.leads() ? UNDECIDED : NOTICED;
  }
}
