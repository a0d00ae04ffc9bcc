// SPDX-License-Identifier: Apache-2.0
package io.kitty.web.event;

import io.kitty.event.DeviceEvent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The latest events, numbered and encoded as server-sent events (WHATWG HTML, section 9.2). An
 * event is encoded once and shared by all streams that send it unchanged. Any thread.
 */
final class EventRing {

  private static final int MAX_FRAMES = 512;

  /** An event and its encoded form. */
  record Frame(long number, DeviceEvent event, byte[] bytes) {}

  private final String boot;
  private final @Nullable Frame[] frames;
  private long last;

  /**
   * @param boot distinguishes the numbers of this ring from those of another; without dashes
   * @param capacity the number of events that are kept
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

  /** Encodes an event. */
  byte[] encode(String name, long number, String json) {
    return (head(name, number) + json + "\n\n").getBytes(StandardCharsets.UTF_8);
  }

  /** Returns the lines before the data of an event, and the field name of the data. */
  String head(String name, long number) {
    return "event: " + name + "\nid: " + boot + "-" + number + "\ndata: ";
  }

  /** Returns the number of the latest event; 0 before the first. */
  synchronized long last() {
    return last;
  }

  /**
   * Returns the position of a client whose last event has this id, if all later events are still
   * kept.
   */
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

  /**
   * Returns the next events after a position, at most {@value #MAX_FRAMES}; null if some are no
   * longer kept.
   */
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
