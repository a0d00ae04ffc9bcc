// SPDX-License-Identifier: Apache-2.0
package io.kitty.history;

import io.kitty.history.log.HistoryLog;
import io.kitty.history.log.LogEntry;
import io.kitty.history.log.SegmentFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the history on a thread of its own: entries a moment after the first of them, so that some
 * are written together, and the rest of its work in steps. A failed write is retried.
 */
final class HistoryWriter implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(HistoryWriter.class);

  /**
   * The time from an entry to its write, and from a failed write to the next attempt; a crash loses
   * the entries of that time.
   */
  private static final Duration DELAY = Duration.ofMillis(500);

  private static final Duration STEP = Duration.ofSeconds(5);
  private static final int STEPS_TO_BEAT = steps(HubUptime.BEAT);
  private static final int STEPS_TO_COMPACT = steps(Duration.ofHours(1));
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final int MAX_WAITING = 100_000;

  private final InstantSource clock;
  private final HistoryFiles files;
  private final ScheduledThreadPoolExecutor thread;
  private final BlockingQueue<LogEntry> queue = new LinkedBlockingQueue<>(MAX_WAITING);
  private final CountDownLatch loaded = new CountDownLatch(1);
  private final AtomicBoolean due = new AtomicBoolean();
  private final LongAdder lost = new LongAdder();
  private volatile Map<String, Long> counters = Map.of();
  private boolean open;
  private int step;

  /** A query of the log. */
  @FunctionalInterface
  interface Query<T> {
    T run(HistoryLog log, HubUptime uptime) throws IOException;
  }

  /**
   * Opens no file yet.
   *
   * @param data the folder below which it keeps its files
   */
  HistoryWriter(Path data, InstantSource clock) {
    this.clock = clock;
    this.files = new HistoryFiles(data);
    this.thread = new ScheduledThreadPoolExecutor(1, HistoryWriter::daemon);
    this.thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    this.thread.setContinueExistingPeriodicTasksAfterShutdownPolicy(false);
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "kitty-history-1");
    thread.setDaemon(true);
    return thread;
  }

  private static int steps(Duration period) {
    return Math.toIntExact(period.dividedBy(STEP));
  }

  /** Starts to read existing files, and to write. */
  void start() {
    thread.execute(() -> guard(this::open));
    var unused =
        thread.scheduleWithFixedDelay(
            () -> guard(this::step), 0, STEP.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Queues an entry. Never blocks. */
  void write(LogEntry entry) {
    if (!queue.offer(entry)) {
      lost.increment();
    }
    writeSoon();
  }

  private void writeSoon() {
    if (due.compareAndSet(false, true)) {
      try {
        var unused =
            thread.schedule(() -> guard(this::writeDue), DELAY.toMillis(), TimeUnit.MILLISECONDS);
      } catch (RejectedExecutionException e) {
        LOG.debug("The history is closed", e);
      }
    }
  }

  private void writeDue() {
    due.set(false);
    writeQueued();
  }

  private synchronized void open() {
    files.open(clock.instant());
    open = true;
    readOlder();
  }

  /** Reads one file, and schedules the next one, with steps in between. */
  private synchronized void readOlder() {
    if (!files.log().readOlder()) {
      loaded.countDown();
      return;
    }
    try {
      thread.execute(() -> guard(this::readOlder));
    } catch (RejectedExecutionException e) {
      LOG.debug("The history is closed", e);
    }
  }

  private void step() {
    SegmentFile written;
    synchronized (this) {
      if (step % STEPS_TO_BEAT == 0) {
        files.beat();
      }
      writeQueued();
      if (loaded.getCount() == 0 && (step % STEPS_TO_COMPACT == 0 || files.log().isTooLarge())) {
        files.compact(clock.instant());
      }
      counters = files.counters(lost.sum());
      written = files.log().current();
      step++;
    }
    HistoryFiles.sync(written); // without the lock: only this thread writes
  }

  /** Writes the queued entries; what cannot be written is retried soon. */
  private synchronized void writeQueued() {
    drain();
    files.write(clock.instant());
    counters = files.counters(lost.sum());
    if (!files.problem().isEmpty()) {
      writeSoon();
    }
  }

  private synchronized void drain() {
    for (LogEntry entry = queue.poll(); entry != null; entry = queue.poll()) {
      files.append(entry);
    }
  }

  /**
   * Runs a query on the log, including all events until now.
   *
   * @throws IOException if it cannot be read
   */
  <T> T read(Query<T> query) throws IOException {
    try {
      if (!loaded.await(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new IOException("the history is still being read");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
    synchronized (this) {
      drain();
      return query.run(files.log(), files.uptime());
    }
  }

  /** Returns why the log cannot be written; empty if it can. */
  List<String> problems() {
    String current = files.problem();
    return current.isEmpty() ? List.of() : List.of(current);
  }

  /**
   * Returns the counters: the total size in bytes, the bytes waiting to be written, and the entries
   * lost.
   */
  Map<String, Long> counters() {
    return counters;
  }

  private static void guard(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException | Error e) {
      LOG.error("Writing the history failed, continuing", e);
    }
  }

  /** Writes all remaining entries, and ends. */
  @Override
  public void close() {
    thread.shutdown();
    try {
      if (!thread.awaitTermination(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.warn("The history is not written to its end: {} is too slow", files.folder());
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    finish();
  }

  private synchronized void finish() {
    if (open) {
      drain();
      files.close(clock.instant());
    }
  }
}
