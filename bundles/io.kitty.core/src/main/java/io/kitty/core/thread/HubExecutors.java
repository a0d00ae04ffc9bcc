// SPDX-License-Identifier: Apache-2.0
package io.kitty.core.thread;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The hub's threads: a timer, and workers on demand up to a limit. */
public final class HubExecutors implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(HubExecutors.class);
  private static final int MAX_WORKERS = 64;
  private static final long IDLE_SECONDS = 10;

  private final ScheduledThreadPoolExecutor timer;
  private final ThreadPoolExecutor workers;

  public HubExecutors() {
    timer = new ScheduledThreadPoolExecutor(1, named("kitty-timer"));
    timer.setRemoveOnCancelPolicy(true);
    timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    workers =
        new ThreadPoolExecutor(
            0,
            MAX_WORKERS,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new HandoffQueue(),
            named("kitty-worker"),
            HubExecutors::queue);
  }

  /** Creates daemon threads with this name prefix; uncaught exceptions are logged. */
  public static ThreadFactory named(String name) {
    AtomicInteger number = new AtomicInteger();
    return task -> {
      Thread thread = new Thread(task, name + "-" + number.incrementAndGet());
      thread.setDaemon(true);
      thread.setUncaughtExceptionHandler((t, e) -> LOG.error("{} ended", t.getName(), e));
      return thread;
    };
  }

  /** Returns the timer; its tasks only pass work to others. */
  public ScheduledExecutorService timer() {
    return timer;
  }

  /** Returns the workers, for work that may block. */
  public ExecutorService workers() {
    return workers;
  }

  /** Passes a task to an idle worker only, so that the pool creates a new one before tasks wait. */
  private static final class HandoffQueue extends LinkedTransferQueue<Runnable> {
    private static final long serialVersionUID = 1;

    @Override
    public boolean offer(Runnable task) {
      return tryTransfer(task);
    }

    void enqueue(Runnable task) {
      super.offer(task);
    }
  }

  /** Queues the task, as all workers are busy. */
  private static void queue(Runnable task, ThreadPoolExecutor workers) {
    if (workers.isShutdown()) {
      throw new RejectedExecutionException("the hub is stopping");
    }
    ((HandoffQueue) workers.getQueue()).enqueue(task);
  }

  /** Interrupts all running tasks. */
  @Override
  public void close() {
    timer.shutdownNow();
    workers.shutdownNow();
  }
}
