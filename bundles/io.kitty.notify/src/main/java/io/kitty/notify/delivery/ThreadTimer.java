// SPDX-License-Identifier: Apache-2.0
package io.kitty.notify.delivery;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One thread for all queues, which exists only while there is something to do. */
final class ThreadTimer implements DeliveryTimer {

  private static final Logger LOG = LoggerFactory.getLogger(ThreadTimer.class);
  private static final Duration IDLE = Duration.ofMinutes(1);
  private static final Duration STOP = Duration.ofSeconds(5);

  private final ScheduledThreadPoolExecutor executor;

  ThreadTimer() {
    executor =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread thread = new Thread(task, "kitty-notify");
              thread.setDaemon(true);
              return thread;
            });
    executor.setKeepAliveTime(IDLE.toMillis(), TimeUnit.MILLISECONDS);
    executor.allowCoreThreadTimeOut(true);
  }

  @Override
  public void run(Duration pause, Runnable task) {
    try {
      executor.schedule(() -> guarded(task), pause.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      LOG.debug("A task is dropped, as the timer is closed");
    }
  }

  private static void guarded(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException e) {
      LOG.error("A task of the notifications failed: {}", e.getClass().getName());
      LOG.debug("Where", e);
    }
  }

  @Override
  public void close() {
    executor.shutdownNow();
    try {
      if (!executor.awaitTermination(STOP.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.warn("A task of the notifications has not ended");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
