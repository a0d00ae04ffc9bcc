// SPDX-License-Identifier: Apache-2.0
package io.kitty.multicast;

import io.kitty.announce.AnnouncementListener;
import io.kitty.announce.ReceivedAnnouncement;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What waits for one listener, in order and bounded: one that is slow loses its own oldest, and
 * delays nobody.
 */
final class ListenerQueue {

  private static final Logger LOG = LoggerFactory.getLogger(ListenerQueue.class);
  private static final int SIZE = 4096;

  private final AnnouncementListener listener;
  private final String type;
  private final Executor workers;
  private final Deque<ReceivedAnnouncement> waiting = new ArrayDeque<>();
  private boolean delivering;
  private boolean losing;
  private boolean closed;
  private volatile boolean failed;

  /**
   * @param type a part of the types that it wants to hear of, {@code ""} for all
   */
  ListenerQueue(AnnouncementListener listener, String type, Executor workers) {
    this.listener = listener;
    this.type = type;
    this.workers = workers;
  }

  /** Whether it wants to hear of this type. */
  boolean wants(String announced) {
    return announced.contains(type);
  }

  /** Puts one in; false if the oldest was lost for it. */
  synchronized boolean put(ReceivedAnnouncement announcement) {
    if (closed) {
      return true;
    }
    boolean room = waiting.size() < SIZE;
    if (!room) {
      waiting.poll();
      if (!losing) {
        losing = true;
        LOG.warn(
            "{} is too slow for the announcements and loses the oldest",
            listener.getClass().getName());
      }
    }
    waiting.add(announcement);
    if (!delivering) {
      deliverSoon();
    }
    return room;
  }

  synchronized void close() {
    closed = true;
    waiting.clear();
  }

  private void deliverSoon() {
    try {
      workers.execute(this::deliver);
      delivering = true;
    } catch (RejectedExecutionException e) {
      LOG.debug("The bundle is stopping", e);
    }
  }

  private void deliver() {
    for (ReceivedAnnouncement next = next(); next != null; next = next()) {
      try {
        listener.onAnnouncement(next);
      } catch (RuntimeException | Error e) {
        complain(e);
      }
    }
  }

  /** Once: announcements are many. */
  private void complain(Throwable cause) {
    if (!failed) {
      failed = true;
      LOG.warn("{} failed on an announcement", listener.getClass().getName(), cause);
    }
  }

  private synchronized @Nullable ReceivedAnnouncement next() {
    ReceivedAnnouncement next = waiting.poll();
    if (next == null) {
      delivering = false;
      losing = false;
    }
    return next;
  }
}
