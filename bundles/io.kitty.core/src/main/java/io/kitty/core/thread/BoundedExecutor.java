// SPDX-License-Identifier: Apache-2.0
package io.kitty.core.thread;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the tasks of one owner on shared workers, with limited concurrency and a bounded queue. */
public final class BoundedExecutor {

  private static final Logger LOG = LoggerFactory.getLogger(BoundedExecutor.class);

  private final Executor workers;
  private final int maxConcurrent;
  private final int maxWaiting;
  private final Deque<Runnable> waiting = new ArrayDeque<>();
  private int running;
  private boolean closed;

  /**
   * @param maxConcurrent the maximum number of concurrent tasks; 1 keeps their order
   * @param maxWaiting the maximum length of the queue
   */
  public BoundedExecutor(Executor workers, int maxConcurrent, int maxWaiting) {
    this.workers = workers;
    this.maxConcurrent = maxConcurrent;
    this.maxWaiting = maxWaiting;
  }

  /** Queues a task; returns false if the queue is full or closed. */
  public synchronized boolean add(Runnable task) {
    if (closed || waiting.size() >= maxWaiting) {
      return false;
    }
    waiting.add(task);
    return running >= maxConcurrent || startOne();
  }

  /** Drops the waiting tasks and rejects new ones. */
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
