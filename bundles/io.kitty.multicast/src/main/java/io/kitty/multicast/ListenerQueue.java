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
 * The announcements that wait for one listener, in order and bounded: a slow listener loses its own
 * oldest, and delays no other.
 */
final class ListenerQueue {

  private static final Logger LOG = LoggerFactory.getLogger(ListenerQueue.class);
  private static final int SIZE = 4096;

  private final AnnouncementListener listener;
  private final String type;
  private final Executor workers;
  private final Deque<ReceivedAnnouncement> waiting = new ArrayDeque<>();
  private boolean delivering;
  private boolean dropping;
  private boolean closed;
  private volatile boolean failureLogged;

  /**
   * @param type a substring of the types to receive, {@code ""} for all
   */
  ListenerQueue(AnnouncementListener listener, String type, Executor workers) {
    this.listener = listener;
    this.type = type;
    this.workers = workers;
  }

  /** Returns whether the listener wants announcements of this type. */
  boolean wants(String announced) {
    return announced.contains(type);
  }

  /** Adds an announcement; false if the oldest was dropped for it. */
  synchronized boolean put(ReceivedAnnouncement announcement) {
    if (closed) {
      return true;
    }
    boolean room = waiting.size() < SIZE;
    if (!room) {
      waiting.poll();
      if (!dropping) {
        dropping = true;
        LOG.warn(
            "{} is too slow for the announcements; its oldest are dropped",
            listener.getClass().getName());
      }
    }
    waiting.add(announcement);
    if (!delivering) {
      scheduleDelivery();
    }
    return room;
  }

  synchronized void close() {
    closed = true;
    waiting.clear();
  }

  private void scheduleDelivery() {
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
        logFailure(e);
      }
    }
  }

  /** Logs once only, as announcements are many. */
  private void logFailure(Throwable cause) {
    if (!failureLogged) {
      failureLogged = true;
      LOG.warn("{} failed on an announcement", listener.getClass().getName(), cause);
    }
  }

  private synchronized @Nullable ReceivedAnnouncement next() {
    ReceivedAnnouncement next = waiting.poll();
    if (next == null) {
      delivering = false;
      dropping = false;
    }
    return next;
  }
}
