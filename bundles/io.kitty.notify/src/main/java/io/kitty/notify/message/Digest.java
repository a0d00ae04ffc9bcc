// SPDX-License-Identifier: Apache-2.0
package io.kitty.notify.message;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What happened since the last message of a rule, in order and bounded: what happens to a device
 * again and again is one item, and that it was away and is back, too. Not thread-safe.
 */
public final class Digest {

  /** The maximum number of items; what is beyond is counted only. */
  public static final int MAX_ITEMS = 1000;

  /**
   * One thing that happened, maybe several times.
   *
   * @param last how it was last
   * @param since when it first happened
   * @param count how many times it happened; a return does not count
   * @param told whether people were told before that the device is away
   */
  public record Item(Subject last, Instant since, int count, boolean told) {

    /** Returns the item together with what happened later. */
    private Item then(Item later) {
      return new Item(later.last, since, count + later.count, told);
    }

    /** Returns whether it tells that something which nobody was told is over. */
    private boolean isEpisode() {
      return last.over()
          && !told
          && (!last.device().isEmpty() || last.trigger() == Trigger.HUB_DEGRADED);
    }

    /** Returns the subject, with everything that happened in its sentence. */
    public Subject subject() {
      String text = last.text();
      if (isEpisode()) {
        String what =
            last.trigger() == Trigger.HUB_DEGRADED
                ? "The hub was degraded"
                : last.name() + " was away";
        text =
            what
                + (count > 1
                    ? " " + count + " times, and is back"
                    : " for " + words(Duration.between(since, last.since())));
      } else if (count > 1) {
        text += " (" + count + " times)";
      }
      return last.saying(text);
    }
  }

  private final Map<String, Item> items = new LinkedHashMap<>();
  private int more;

  /**
   * Adds what happened.
   *
   * @param told whether people were told before that its device is away
   */
  public void add(Subject subject, boolean told) {
    put(new Item(subject, subject.since(), subject.over() ? 0 : 1, told));
  }

  /** Adds all that happened later. */
  public void addAll(Digest later) {
    later.items.values().forEach(this::put);
    more += later.more;
  }

  /** Adds an item, to what happened to its device before. */
  public void put(Item item) {
    String key = key(item.last.trigger(), item.last.device());
    Item before = items.get(key);
    if (before == null && items.size() == MAX_ITEMS) {
      more++;
    } else {
      items.put(key, before == null ? item : before.then(item));
    }
  }

  private static String key(Trigger trigger, String device) {
    boolean presence = trigger == Trigger.OFFLINE || trigger == Trigger.ONLINE;
    return (presence ? "presence" : trigger.word()) + " " + device;
  }

  /** Returns whether it tells of the same as a subject. */
  public boolean has(Subject subject) {
    return items.containsKey(key(subject.trigger(), subject.device()));
  }

  /** Returns whether it tells anything of a device. */
  public boolean tellsOf(String device) {
    for (Trigger trigger : Trigger.values()) {
      if (items.containsKey(key(trigger, device))) {
        return true;
      }
    }
    return false;
  }

  /** Returns whether it tells that a device is away. */
  public boolean isAway(String device) {
    Item item = items.get(key(Trigger.OFFLINE, device));
    return item != null && item.last.trigger() == Trigger.OFFLINE;
  }

  /** Removes that a device is away; returns whether it was told. */
  public boolean removeAway(String device) {
    return isAway(device) && items.remove(key(Trigger.OFFLINE, device)) != null;
  }

  /** Drops the number of events that have no item. */
  public void forgetMore() {
    more = 0;
  }

  /** Follows a device that has another id now. */
  public void rename(String from, String to) {
    for (Trigger trigger : Trigger.values()) {
      Item item = items.remove(key(trigger, from));
      if (item != null) {
        put(new Item(item.last.of(to), item.since, item.count, item.told));
      }
    }
  }

  /** Returns the items, in the order in which they first happened. */
  public List<Item> items() {
    return List.copyOf(items.values());
  }

  /** Returns the number of events that have no item. */
  public int more() {
    return more;
  }

  /** Adds events that have no item. */
  public void addMore(int events) {
    more += events;
  }

  public boolean isEmpty() {
    return items.isEmpty();
  }

  /** Drops everything. */
  public void clear() {
    items.clear();
    more = 0;
  }

  /** Returns a time in words, for instance {@code 12 s} or {@code 3 h 5 min}. */
  public static String words(Duration time) {
    if (time.toHours() >= 24) {
      return time.toDays() + " d " + time.toHoursPart() + " h";
    }
    if (time.toMinutes() >= 60) {
      return time.toHours() + " h " + time.toMinutesPart() + " min";
    }
    return time.toSeconds() >= 60
        ? time.toMinutes() + " min"
        : Math.max(1, time.toSeconds()) + " s";
  }
}
