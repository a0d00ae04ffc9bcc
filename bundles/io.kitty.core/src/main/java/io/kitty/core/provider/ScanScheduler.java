// SPDX-License-Identifier: Apache-2.0
package io.kitty.core.provider;

import io.kitty.discovery.DiscoveryContext.Scan;
import io.kitty.hub.ModuleStatus.Progress;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Runs rounds of active search: periodically and on request, never concurrently. */
final class ScanScheduler {

  private final Scan scan;
  private final Executor workers;
  private final Consumer<Throwable> failure;
  private final @Nullable Future<?> timer;
  private boolean running;
  private boolean requested;
  private boolean closed;
  private volatile @Nullable Instant lastRun;
  private volatile @Nullable Duration lastDuration;
  private volatile @Nullable Progress progress;

  /**
   * Runs the first round at once.
   *
   * @param failure receives the exception of a round that failed
   */
  ScanScheduler(
      Scan scan,
      Duration interval,
      ScheduledExecutorService clock,
      Executor workers,
      Consumer<Throwable> failure) {
    this.scan = scan;
    this.workers = workers;
    this.failure = failure;
    this.timer =
        interval.isZero() || interval.isNegative()
            ? null
            : clock.scheduleAtFixedRate(
                this::requestIfIdle, interval.toNanos(), interval.toNanos(), TimeUnit.NANOSECONDS);
    request();
  }

  /** Starts a round now, or right after the one that is running. */
  synchronized void request() {
    requested = true;
    if (!running && !closed) {
      try {
        workers.execute(this::run);
        running = true;
      } catch (RejectedExecutionException e) {
        failure.accept(e);
      }
    }
  }

  /** Skips a round that is due while one is running. */
  private synchronized void requestIfIdle() {
    if (!running) {
      request();
    }
  }

  @Nullable Instant lastRun() {
    return lastRun;
  }

  @Nullable Duration lastDuration() {
    return lastDuration;
  }

  /** Returns the progress of the current round. */
  @Nullable Progress progress() {
    return progress;
  }

  void progress(Progress now) {
    progress = now;
  }

  synchronized void close() {
    closed = true;
    requested = false;
    if (timer != null) {
      timer.cancel(false);
    }
  }

  private void run() {
    while (next()) {
      lastRun = Instant.now();
      lastDuration = null;
      progress = null;
      long start = System.nanoTime();
      try {
        scan.run();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (Exception | Error e) {
        failure.accept(e);
      }
      lastDuration = Duration.ofNanos(System.nanoTime() - start);
      progress = null;
    }
  }

  private synchronized boolean next() {
    running = requested && !closed;
    requested = false;
    return running;
  }
}
