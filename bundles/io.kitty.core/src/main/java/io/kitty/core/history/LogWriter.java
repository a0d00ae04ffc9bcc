// SPDX-License-Identifier: Apache-2.0
package io.kitty.core.history;

import io.kitty.core.provider.HubExecutors;
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
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the log written by a thread of its own that nothing waits for: again and again in short
 * steps, so that what could not be written is tried once more in the next one.
 */
final class LogWriter implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(LogWriter.class);

  /** How long one step waits for the next; a sudden end loses what happened in one. */
  private static final Duration STEP = Duration.ofMillis(500);

  private static final int STEPS_TO_BEAT = steps(HubUptime.BEAT);
  private static final int STEPS_TO_SYNC = steps(Duration.ofSeconds(5));
  private static final int STEPS_TO_TIDY = steps(Duration.ofHours(1));
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int MAX_WAITING = 100_000;

  private final InstantSource clock;
  private final Path old;
  private final Path folder;
  private final HistoryLog log;
  private final HubUptime uptime;
  private final ScheduledThreadPoolExecutor thread;
  private final BlockingQueue<LogEntry> queue = new LinkedBlockingQueue<>(MAX_WAITING);
  private final CountDownLatch loaded = new CountDownLatch(1);
  private final LongAdder lost = new LongAdder();
  private volatile String complaint = "";
  private volatile Map<String, Long> counters = Map.of();
  private boolean open;
  private boolean beatDue;
  private int step;

  /** What reads the log. */
  @FunctionalInterface
  interface Question<T> {
    T ask(HistoryLog log, HubUptime uptime) throws IOException;
  }

  /**
   * Nothing is read or made yet.
   *
   * @param data the folder below which it keeps its files
   */
  LogWriter(Path data, InstantSource clock) {
    this.clock = clock;
    this.old = data.resolve("history.jsonl");
    this.folder = data.resolve("history");
    this.log = new HistoryLog(folder, HistoryLog.MAX_BYTES);
    this.uptime = new HubUptime(folder);
    this.thread = new ScheduledThreadPoolExecutor(1, HubExecutors.named("kitty-history"));
    this.thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    this.thread.setContinueExistingPeriodicTasksAfterShutdownPolicy(false);
  }

  private static int steps(Duration period) {
    return Math.toIntExact(period.dividedBy(STEP));
  }

  /** Begins to read what is there, and to write. */
  void start() {
    thread.execute(() -> guard(this::open));
    var unused =
        thread.scheduleWithFixedDelay(
            () -> guard(this::step), 0, STEP.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Has an entry written soon. Waits for nothing. */
  void write(LogEntry entry) {
    if (!queue.offer(entry)) {
      lost.increment();
    }
  }

  private synchronized void open() {
    LegacyHistory.take(old, folder, uptime);
    uptime.load();
    log.open();
    uptime.extend(log.newest());
    uptime.begin(clock.instant());
    open = true;
    readOlder();
  }

  /** Reads a file, and then the next one; steps come between. */
  private synchronized void readOlder() {
    if (!log.readOlder()) {
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
    boolean syncDue;
    synchronized (this) {
      beatDue |= step % STEPS_TO_BEAT == 0;
      keep();
      if (loaded.getCount() == 0 && (step % STEPS_TO_TIDY == 0 || log.isTooLarge())) {
        tidy();
      }
      count();
      written = log.current();
      step++;
      syncDue = step % STEPS_TO_SYNC == 0;
    }
    if (syncDue) {
      sync(written);
    }
  }

  /** What writes something. */
  @FunctionalInterface
  private interface Writing {
    void run() throws IOException;
  }

  /** Writes what happened; what cannot be written waits for the next time. */
  private synchronized void keep() {
    drain();
    String failure = failure(log::flush);
    if (beatDue) {
      String late = failure(() -> uptime.tick(clock.instant()));
      beatDue = !late.isEmpty();
      failure = failure.isEmpty() ? late : failure;
    }
    String before = complaint;
    complaint =
        failure.isEmpty()
            ? ""
            : "the history is not kept, " + folder + " cannot be written: " + failure;
    if (before.isEmpty() && !failure.isEmpty()) {
      LOG.warn("{}", complaint);
    } else if (failure.isEmpty() && !before.isEmpty()) {
      LOG.info("The history is kept again in {}", folder);
    }
  }

  private static String failure(Writing writing) {
    try {
      writing.run();
      return "";
    } catch (IOException e) {
      return Failure.reason(e);
    }
  }

  private synchronized void drain() {
    for (LogEntry entry = queue.poll(); entry != null; entry = queue.poll()) {
      log.append(entry);
    }
  }

  private synchronized void tidy() {
    if (log.pending() == 0) {
      try {
        log.tidy(clock.instant());
      } catch (IOException e) {
        LOG.warn("Older parts of the history cannot be dropped: {}", Failure.reason(e));
      }
    }
  }

  private synchronized void count() {
    counters =
        Map.of(
            "history_bytes",
            log.size(),
            "history_backlog",
            (long) log.pending(),
            "history_lost",
            lost.sum() + log.lost());
  }

  /** Holds no lock: a medium may take seconds, and only this thread writes. */
  private static void sync(SegmentFile file) {
    try {
      file.sync();
    } catch (IOException e) {
      LOG.debug("The history is written, but not on the medium yet", e);
    }
  }

  /**
   * Asks the log, with all that happened until now in it.
   *
   * @throws IOException if it cannot be read
   */
  <T> T read(Question<T> question) throws IOException {
    try {
      if (!loaded.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new IOException("the history is still being read");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
    synchronized (this) {
      drain();
      return question.ask(log, uptime);
    }
  }

  /** Why it cannot be written; nothing while it can. */
  List<String> complaints() {
    String current = complaint;
    return current.isEmpty() ? List.of() : List.of(current);
  }

  /** What it counts: bytes in all, bytes that wait to be written, and entries that were lost. */
  Map<String, Long> counters() {
    return counters;
  }

  private static void guard(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException | Error e) {
      LOG.error("Keeping the history failed and goes on", e);
    }
  }

  /** Writes what is left, and ends. */
  @Override
  public void close() {
    thread.shutdown();
    try {
      if (!thread.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.warn("The history is not written to its end: {} is too slow", folder);
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
      beatDue = true;
      keep();
      try {
        log.close();
      } catch (IOException e) {
        LOG.warn("The history may not be on the medium: {}", Failure.reason(e));
      }
    }
  }
}
