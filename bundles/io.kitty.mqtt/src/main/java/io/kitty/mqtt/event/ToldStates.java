// SPDX-License-Identifier: Apache-2.0
package io.kitty.mqtt.event;

import io.kitty.commons.LruMap;
import io.kitty.identifier.DeviceId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What other programs know of each device, by its slug: from the events of all hubs, and after an
 * outage from what the broker retains. Not thread-safe.
 */
final class ToldStates {

  private static final int MAX_DEVICES = 20_000;

  /** The longest slug that counts, as an id may be. */
  private static final int MAX_SLUG = 400;

  /** No event of a printer. */
  private static final String NONE = "none";

  /** Any event of a printer. */
  private static final String ANY = "any";

  /**
   * What is known of a device.
   *
   * @param word the event of a printer that was published since then
   * @param elsewhere whether another hub has published it
   */
  private record Told(ToldState state, String word, boolean elsewhere) {

    Told with(EventMark mark, boolean another) {
      boolean same = state.equals(mark.state());
      return mark.tellsState()
          ? new Told(mark.state(), same ? word : NONE, another)
          : new Told(state, mark.event(), another);
    }

    boolean includes(String event) {
      return word.equals(event) || word.equals(ANY);
    }
  }

  private static final Told UNKNOWN = new Told(ToldState.present("", "", ""), NONE, true);

  private final Map<String, Told> told = new LruMap<>(MAX_DEVICES);

  /** What the broker retained before this connection, until this hub publishes. */
  private final Map<String, ToldState> found = new HashMap<>();

  /** The devices of which an event was published since then. */
  private final Set<String> fresh = new HashSet<>();

  private boolean begun;

  /** Returns under which slug a device is; its id if no hub knows it. */
  static String key(Speakers speakers, DeviceId device) {
    return speakers.slug(device).orElse(device.value());
  }

  /** Drops everything. */
  void clear() {
    told.clear();
    connect();
  }

  /** Another connection is opened. */
  void connect() {
    found.clear();
    fresh.clear();
    begun = false;
  }

  /** The broker retained the state of a device. */
  void onFound(String slug, ToldState state) {
    if (found.size() < MAX_DEVICES && slug.length() <= MAX_SLUG) {
      found.put(slug, state);
    }
  }

  /** A device is not published any more. */
  void drop(String slug) {
    told.remove(slug);
  }

  /** The broker has sent what it retained: what another hub may have told counts from now on. */
  void begin(Predicate<String> knownElsewhere) {
    told.keySet().removeIf(slug -> !found.containsKey(slug) && !fresh.contains(slug));
    found.forEach(
        (slug, state) -> {
          Told last = told.get(slug);
          if (last != null && last.state().equals(state)) {
            told.put(slug, new Told(state, last.word(), fresh.contains(slug)));
          } else if (!fresh.contains(slug) && knownElsewhere.test(slug)) {
            told.put(slug, new Told(state, ANY, true));
          }
        });
    connect();
    begun = true;
  }

  /**
   * Returns how many events of a device, from the first on, have reached the broker: those that
   * were published before, and have led from something else to what it retains.
   */
  int confirmed(String slug, List<QueuedEvent> events) {
    ToldState state = found.get(slug);
    if (state == null || events.get(0).mark().before().equals(state)) {
      return 0;
    }
    int count = 0;
    for (int i = 0; i < events.size() && events.get(i).repeated(); i++) {
      EventMark mark = events.get(i).mark();
      if (mark.leadsTo(state) || count > 0 && count == i && !mark.tellsState()) {
        count = i + 1;
      }
    }
    return count;
  }

  /**
   * An event is published.
   *
   * @param elsewhere whether another hub does so
   */
  void put(String slug, EventMark mark, boolean elsewhere) {
    if (mark.tellsState() || told.containsKey(slug)) {
      if (!begun && fresh.size() < MAX_DEVICES) {
        fresh.add(slug);
      }
      Told last = told.getOrDefault(slug, UNKNOWN);
      told.put(slug, last.with(mark, elsewhere));
    }
  }

  /** Returns whether other programs know that a device is in a state. */
  boolean isState(String slug, ToldState state) {
    Told last = told.get(slug);
    return last != null && last.state().equals(state);
  }

  /** Returns whether an event tells nothing new. */
  boolean isTold(String slug, EventMark mark) {
    Told last = told.get(slug);
    if (last == null || mark.isMerge()) {
      return false;
    }
    return mark.tellsState()
        ? mark.changesState() && isState(slug, mark.state())
        : last.includes(mark.event());
  }

  /**
   * Returns how many events of a device, from the first on, another hub has told: up to the last
   * after which the device was as it told it.
   */
  int toldElsewhere(String slug, List<QueuedEvent> events) {
    Told last = told.get(slug);
    if (last == null || !last.elsewhere()) {
      return 0;
    }
    int count = events.size();
    while (count > 0 && !events.get(count - 1).mark().leadsTo(last.state())) {
      count--;
    }
    while (count > 0
        && count < events.size()
        && !events.get(count).mark().tellsState()
        && last.includes(events.get(count).mark().event())) {
      count++;
    }
    return count;
  }
}
