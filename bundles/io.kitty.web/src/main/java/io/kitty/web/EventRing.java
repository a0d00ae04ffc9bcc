// SPDX-License-Identifier: Apache-2.0
package io.kitty.web;

import io.kitty.event.DeviceEvent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The latest events, numbered and encoded as server-sent events (WHATWG HTML, section 9.2). An
 * event is encoded once and shared by all who read it as it is. Any thread.
 */
final class EventRing {

  private static final int MAX_FRAMES = 512;

  /** An event and how it is sent. */
  record Frame(long number, DeviceEvent event, byte[] bytes) {}

  private final String boot;
  private final @Nullable Frame[] frames;
  private long last;

  /**
   * @param boot tells the numbers of this ring from those of any other; without dashes
   * @param capacity how many events are kept
   */
  EventRing(String boot, int capacity) {
    this.boot = boot;
    this.frames = new Frame[capacity];
  }

  /**
   * Adds an event.
   *
   * @param json its data, on one line
   */
  synchronized void add(DeviceEvent event, String json) {
    last++;
    frames[slot(last)] = new Frame(last, event, encode(event.word(), last, json));
  }

  /** How an event is sent. */
  byte[] encode(String name, long number, String json) {
    return (head(name, number) + json + "\n\n").getBytes(StandardCharsets.UTF_8);
  }

  /** What stands before the data of an event. */
  String head(String name, long number) {
    return "event: " + name + "\nid: " + boot + "-" + number + "\ndata: ";
  }

  /** The number of the latest event; 0 before the first. */
  synchronized long last() {
    return last;
  }

  /** The position of a client whose last event has this id, if all that followed is still here. */
  synchronized OptionalLong position(String id) {
    if (!id.startsWith(boot + "-")) {
      return OptionalLong.empty();
    }
    try {
      long number = Long.parseLong(id.substring(boot.length() + 1));
      return holds(number) ? OptionalLong.of(number) : OptionalLong.empty();
    } catch (NumberFormatException e) {
      return OptionalLong.empty();
    }
  }

  /** The next events after a position, not all where there are many; null if some are gone. */
  synchronized @Nullable List<Frame> after(long position) {
    if (!holds(position)) {
      return null;
    }
    List<Frame> next = new ArrayList<>();
    for (long number = position + 1; number <= last && next.size() < MAX_FRAMES; number++) {
      Frame frame = frames[slot(number)];
      if (frame != null) {
        next.add(frame);
      }
    }
    return next;
  }

  private boolean holds(long position) {
    return position >= Math.max(0, last - frames.length) && position <= last;
  }

  private int slot(long number) {
    return (int) (number % frames.length);
  }
}
