// SPDX-License-Identifier: Apache-2.0
package io.kitty.core.event;

import io.kitty.event.DeviceEvent;
import io.kitty.event.DeviceListener;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The events that wait for one listener, in order and bounded: a slow listener loses its own oldest
 * events, and delays no other.
 */
final class ListenerQueue {

  private static final Logger LOG = LoggerFactory.getLogger(ListenerQueue.class);

  private final DeviceListener listener;
  private final int size;
  private final Executor workers;
  private final LongAdder lost;
  private final Deque<DeviceEvent> waiting = new ArrayDeque<>();
  private int replaysWaiting;
  private boolean delivering;
  private boolean losing;
  private boolean closed;

  /**
   * @param size the maximum number of waiting events, not counting replays
   * @param lost counts the lost events
   */
  ListenerQueue(DeviceListener listener, int size, Executor workers, LongAdder lost) {
    this.listener = listener;
    this.size = size;
    this.workers = workers;
    this.lost = lost;
  }

  synchronized void put(DeviceEvent event) {
    if (closed) {
      return;
    }
    waiting.add(event);
    replaysWaiting += event.replay() ? 1 : 0;
    if (waiting.size() > size + replaysWaiting) {
      take();
      lost.increment();
      if (!losing) {
        losing = true;
        LOG.warn("{} is too slow and loses the oldest events", listener.getClass().getName());
      }
    }
    if (!delivering) {
      deliverSoon();
    }
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
      LOG.debug("The hub is stopping", e);
    }
  }

  private void deliver() {
    for (DeviceEvent event = next(); event != null; event = next()) {
      try {
        listener.onEvent(event);
      } catch (RuntimeException | Error e) {
        LOG.warn("{} failed on an event", listener.getClass().getName(), e);
      }
    }
  }

  private synchronized @Nullable DeviceEvent next() {
    DeviceEvent event = take();
    if (event == null) {
      delivering = false;
      losing = false;
    }
    return event;
  }

  private @Nullable DeviceEvent take() {
    DeviceEvent event = waiting.poll();
    if (event != null && event.replay()) {
      replaysWaiting--;
    }
    return event;
  }
}
