// SPDX-License-Identifier: Apache-2.0
package io.kitty.web;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The latest events, numbered and encoded as server-sent events (WHATWG HTML, section 9.2). An
 * event is encoded once and shared by all who read it. Any thread.
 */
final class EventRing {

  private static final int MAX_BATCH = 64 * 1024;

  /**
   * Some events in one piece.
   *
   * @param from the position before the first
   * @param to the position after the last; the same as {@code from} where there are none
   */
  record Batch(long from, long to, byte[] bytes) {}

  private final String boot;
  private final byte[][] frames;
  private long last;
  private Batch latest = new Batch(0, 0, new byte[0]);

  /**
   * @param boot tells the numbers of this ring from those of any other; without dashes
   * @param capacity how many events are kept
   */
  EventRing(String boot, int capacity) {
    this.boot = boot;
    this.frames = new byte[capacity][];
  }

  /** Adds an event; its data must be on one line. */
  synchronized void add(String name, String data) {
    last++;
    String frame = head(name, last) + data + "\n\n";
    frames[slot(last)] = frame.getBytes(StandardCharsets.UTF_8);
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

  /** The events after a position, as many as make a good piece; null if some are gone. */
  synchronized @Nullable Batch after(long position) {
    if (!holds(position)) {
      return null;
    }
    if (latest.from() != position || latest.to() < last && latest.bytes().length < MAX_BATCH) {
      latest = join(position);
    }
    return latest;
  }

  private Batch join(long position) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    long to = position;
    while (to < last && bytes.size() < MAX_BATCH) {
      bytes.writeBytes(frames[slot(++to)]);
    }
    return new Batch(position, to, bytes.toByteArray());
  }

  private boolean holds(long position) {
    return position >= Math.max(0, last - frames.length) && position <= last;
  }

  private int slot(long number) {
    return (int) (number % frames.length);
  }
}
