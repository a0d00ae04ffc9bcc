// SPDX-License-Identifier: Apache-2.0
package io.kitty.mqtt;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A thread of its own for what takes long. Thread-safe. */
final class SessionThread implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(SessionThread.class);

  private final ScheduledExecutorService executor =
      Executors.newSingleThreadScheduledExecutor(SessionThread::thread);

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "kitty-mqtt");
    thread.setDaemon(true);
    return thread;
  }

  /** Repeats a task, with a pause before each time. */
  void start(Runnable task, Duration pause) {
    var unused =
        executor.scheduleWithFixedDelay(
            task, pause.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
  }

  /**
   * Runs a task once.
   *
   * @param max how long to wait for its end; zero to return at once
   */
  void run(Runnable task, Duration max) {
    try {
      Future<?> done = executor.submit(task);
      if (!max.isZero()) {
        done.get(max.toMillis(), TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RejectedExecutionException | ExecutionException | TimeoutException e) {
      LOG.debug("A task of the session was not completed", e);
    }
  }

  /** Ends it, after the tasks that were passed to {@link #run}. */
  @Override
  public void close() {
    executor.shutdown();
  }
}
