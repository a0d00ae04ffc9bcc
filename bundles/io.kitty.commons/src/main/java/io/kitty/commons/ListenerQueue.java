// SPDX-License-Identifier: Apache-2.0
package io.kitty.commons;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The events that wait for one listener, in order and bounded: a slow listener loses its own oldest
 * events, and delays no other. Thread-safe; the listener is called by one thread at a time.
 *
 * @param <E> an event
 */
public final class ListenerQueue<E> {

  private static final Logger LOG = LoggerFactory.getLogger(ListenerQueue.class);

  private final String name;
  private final Consumer<? super E> listener;
  private final int size;
  private final Predicate<? super E> unbounded;
  private final Executor workers;
  private final Deque<E> waiting = new ArrayDeque<>();
  private int unboundedWaiting;
  private boolean delivering;
  private boolean losing;
  private boolean closed;
  private boolean failing;

  /**
   * @param name names the listener in the log
   * @param listener may throw and may block
   * @param size the maximum number of waiting events, not counting unbounded ones
   * @param unbounded which events don't count, because their number is bounded by other means
   * @param workers run the listener
   */
  public ListenerQueue(
      String name,
      Consumer<? super E> listener,
      int size,
      Predicate<? super E> unbounded,
      Executor workers) {
    this.name = name;
    this.listener = listener;
    this.size = size;
    this.unbounded = unbounded;
    this.workers = workers;
  }

  /** Adds an event; returns false if the oldest was dropped for it. */
  public synchronized boolean put(E event) {
    if (closed) {
      return true;
    }
    waiting.add(event);
    unboundedWaiting += unbounded.test(event) ? 1 : 0;
    boolean room = waiting.size() <= size + unboundedWaiting;
    if (!room) {
      take();
      if (!losing) {
        losing = true;
        LOG.warn("{} is too slow and loses the oldest events", name);
      }
    }
    if (!delivering) {
      deliverSoon();
    }
    return room;
  }

  /** Drops what is waiting, and all that comes. */
  public synchronized void close() {
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
    for (E event = next(); event != null; event = next()) {
      try {
        listener.accept(event);
        failing = false;
      } catch (RuntimeException | Error e) {
        report(e);
      }
    }
  }

  /** Warns of the first failure of several in a row: events are many. */
  private void report(Throwable failure) {
    if (failing) {
      LOG.debug("{} failed again on an event", name, failure);
    } else {
      failing = true;
      LOG.warn("{} failed on an event", name, failure);
    }
  }

  private synchronized @Nullable E next() {
    E event = take();
    if (event == null) {
      delivering = false;
      losing = false;
    }
    return event;
  }

  private @Nullable E take() {
    E event = waiting.poll();
    if (event != null && unbounded.test(event)) {
      unboundedWaiting--;
    }
    return event;
  }
}
