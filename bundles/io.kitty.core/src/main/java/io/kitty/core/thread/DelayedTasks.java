// SPDX-License-Identifier: Apache-2.0
package io.kitty.core.thread;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tasks of one owner that wait on a shared timer, which drops them when the owner is closed: a
 * task that waits for minutes would keep the owner's bundle in memory after it was stopped.
 * Thread-safe.
 */
public final class DelayedTasks implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(DelayedTasks.class);

  private final ScheduledExecutorService timer;
  private final Set<Waiting> waiting = new HashSet<>();
  private boolean closed;

  /**
   * @param timer removes tasks that are cancelled
   */
  public DelayedTasks(ScheduledExecutorService timer) {
    this.timer = timer;
  }

  /** Runs a short task after a delay, on the timer's thread, unless it is closed by then. */
  public synchronized void add(Duration delay, Runnable task) {
    if (closed) {
      return;
    }
    Waiting added = new Waiting(task);
    try {
      added.future = timer.schedule(added, delay.toNanos(), TimeUnit.NANOSECONDS);
      waiting.add(added);
    } catch (RejectedExecutionException e) {
      LOG.debug("The hub is stopping", e);
    }
  }

  private synchronized boolean remove(Waiting task) {
    return waiting.remove(task);
  }

  /** Drops the waiting tasks and ignores new ones. */
  @Override
  public synchronized void close() {
    closed = true;
    for (Waiting task : waiting) {
      if (task.future != null) {
        task.future.cancel(false);
      }
    }
    waiting.clear();
  }

  private final class Waiting implements Runnable {
    private final Runnable task;
    private @Nullable Future<?> future;

    Waiting(Runnable task) {
      this.task = task;
    }

    @Override
    public void run() {
      if (remove(this)) {
        task.run();
      }
    }
  }
}
