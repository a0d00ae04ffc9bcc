// SPDX-License-Identifier: Apache-2.0
package io.kitty.history;

import io.kitty.history.log.FileErrors;
import io.kitty.history.log.HistoryLog;
import io.kitty.history.log.LogEntry;
import io.kitty.history.log.SegmentFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files of the history: the log, and when the hub was running. A write that fails is retried by
 * the next one, and a failure is logged when it begins and when it ends. Not thread-safe, but for
 * {@link #problem}.
 */
final class HistoryFiles {

  private static final Logger LOG = LoggerFactory.getLogger(HistoryFiles.class);

  private final Path old;
  private final Path folder;
  private final HistoryLog log;
  private final HubUptime uptime;
  private volatile String problem = "";
  private boolean beatDue;

  /** A write operation. */
  @FunctionalInterface
  private interface WriteOperation {
    void run() throws IOException;
  }

  /**
   * Opens no file yet.
   *
   * @param data the folder below which they are
   */
  HistoryFiles(Path data) {
    this.old = data.resolve("history.jsonl");
    this.folder = data.resolve("history");
    this.log = new HistoryLog(folder, HistoryLog.MAX_BYTES);
    this.uptime = new HubUptime(folder);
  }

  Path folder() {
    return folder;
  }

  HistoryLog log() {
    return log;
  }

  HubUptime uptime() {
    return uptime;
  }

  /** Opens the files, and begins a run of the hub; older files of the log are not read yet. */
  void open(Instant now) {
    LegacyHistory.convert(old, folder, uptime);
    uptime.load();
    log.open();
    uptime.extend(log.newest());
    uptime.begin(now);
  }

  void append(LogEntry entry) {
    log.append(entry);
  }

  /** Makes the next {@link #write} extend the run of the hub. */
  void beat() {
    beatDue = true;
  }

  /** Writes what was appended, and the run of the hub if that is due. */
  void write(Instant now) {
    String failure = failure(log::flush);
    if (beatDue) {
      String late = failure(() -> uptime.tick(now));
      beatDue = !late.isEmpty();
      failure = failure.isEmpty() ? late : failure;
    }
    String before = problem;
    problem =
        failure.isEmpty()
            ? ""
            : "the history is not kept, " + folder + " cannot be written: " + failure;
    if (before.isEmpty() && !failure.isEmpty()) {
      LOG.warn("{}", problem);
    } else if (failure.isEmpty() && !before.isEmpty()) {
      LOG.info("The history is kept again in {}", folder);
    }
  }

  private static String failure(WriteOperation operation) {
    try {
      operation.run();
      return "";
    } catch (IOException e) {
      return FileErrors.reason(e);
    }
  }

  /** Returns why the files cannot be written; {@code ""} if they can. */
  String problem() {
    return problem;
  }

  /** Drops expired and surplus entries, if everything has been written. */
  void compact(Instant now) {
    if (log.pending() == 0) {
      try {
        log.compact(now);
      } catch (IOException e) {
        LOG.warn("Older parts of the history cannot be dropped: {}", FileErrors.reason(e));
      }
    }
  }

  /**
   * Returns the counters: the total size in bytes, the bytes waiting to be written, and the entries
   * lost.
   *
   * @param lost the number of entries that were lost before they were appended
   */
  Map<String, Long> counters(long lost) {
    return Map.of(
        "history_bytes",
        log.size(),
        "history_backlog",
        (long) log.pending(),
        "history_lost",
        lost + log.lost());
  }

  /**
   * Synchronises a file of the log with the medium, which may take seconds. It may be called while
   * another thread reads.
   */
  static void sync(SegmentFile file) {
    try {
      file.sync();
    } catch (IOException e) {
      LOG.debug("The history is written, but not on the medium yet", e);
    }
  }

  /** Writes everything, and closes the files. */
  void close(Instant now) {
    beat();
    write(now);
    try {
      log.close();
    } catch (IOException e) {
      LOG.warn("The history may not be on the medium: {}", FileErrors.reason(e));
    }
  }
}
