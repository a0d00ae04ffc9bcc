// SPDX-License-Identifier: Apache-2.0
package io.kitty.core.provider;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the tasks of one owner on shared workers, a few at a time; the waiting ones are bounded. */
public final class BoundedExecutor {

  private static final Logger LOG = LoggerFactory.getLogger(BoundedExecutor.class);

  private final Executor workers;
  private final int atOnce;
  private final int mostWaiting;
  private final Deque<Runnable> waiting = new ArrayDeque<>();
  private int running;
  private boolean closed;

  /**
   * @param atOnce how many run at the same time; 1 keeps their order
   * @param mostWaiting how many may wait
   */
  public BoundedExecutor(Executor workers, int atOnce, int mostWaiting) {
    this.workers = workers;
    this.atOnce = atOnce;
    this.mostWaiting = mostWaiting;
  }

  /** Has a task run; false if too many wait or the queue is closed. */
  public synchronized boolean add(Runnable task) {
    if (closed || waiting.size() >= mostWaiting) {
      return false;
    }
    waiting.add(task);
    return running >= atOnce || startOne();
  }

  /** Drops what waits and takes nothing more. */
  public synchronized void close() {
    closed = true;
    waiting.clear();
  }

  private boolean startOne() {
    try {
      workers.execute(this::drain);
      running++;
      return true;
    } catch (RejectedExecutionException e) {
      LOG.debug("The hub is stopping", e);
      return false;
    }
  }

  private void drain() {
    for (Runnable task = next(); task != null; task = next()) {
      try {
        task.run();
      } catch (RuntimeException | Error e) {
        LOG.warn("A task of the hub failed", e);
      }
    }
  }

  private synchronized @Nullable Runnable next() {
    Runnable task = waiting.poll();
    if (task == null) {
      running--;
    }
    return task;
  }
}
