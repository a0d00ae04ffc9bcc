// SPDX-License-Identifier: Apache-2.0
package io.kitty.core.provider;

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

/** The hub's threads: one that keeps time, and as many workers as there is work, up to a bound. */
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
            new Handover(),
            named("kitty-worker"),
            HubExecutors::queue);
  }

  /** Makes daemon threads of a name; what they throw is logged. */
  public static ThreadFactory named(String name) {
    AtomicInteger number = new AtomicInteger();
    return task -> {
      Thread thread = new Thread(task, name + "-" + number.incrementAndGet());
      thread.setDaemon(true);
      thread.setUncaughtExceptionHandler((t, e) -> LOG.error("{} ended", t.getName(), e));
      return thread;
    };
  }

  /** Keeps time; its tasks only hand work to others. */
  public ScheduledExecutorService timer() {
    return timer;
  }

  /** Does work that may block. */
  public ExecutorService workers() {
    return workers;
  }

  /** Gives a task to an idle worker only, so that the pool makes a new one before tasks wait. */
  private static final class Handover extends LinkedTransferQueue<Runnable> {
    private static final long serialVersionUID = 1;

    @Override
    public boolean offer(Runnable task) {
      return tryTransfer(task);
    }

    void keep(Runnable task) {
      super.offer(task);
    }
  }

  /** All workers are busy: the task waits for the first that is free. */
  private static void queue(Runnable task, ThreadPoolExecutor workers) {
    if (workers.isShutdown()) {
      throw new RejectedExecutionException("the hub is stopping");
    }
    ((Handover) workers.getQueue()).keep(task);
  }

  /** Interrupts what is still running. */
  @Override
  public void close() {
    timer.shutdownNow();
    workers.shutdownNow();
  }
}
