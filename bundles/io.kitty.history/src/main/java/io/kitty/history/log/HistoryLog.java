// SPDX-License-Identifier: Apache-2.0
package io.kitty.history.log;

import io.kitty.identifier.DeviceId;
import io.kitty.inventory.History;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The log of all events in order, as a series of append-only files: the newest is written, older
 * ones are deleted when all their entries have expired, or the log is too large. A crash loses what
 * was not flushed, and a partly written line. Not thread-safe.
 */
public final class HistoryLog {

  /** The size at which a new file is started, in bytes. */
  static final int SEGMENT_BYTES = 1024 * 1024;

  /** The maximum size of all files, in bytes. */
  public static final long MAX_BYTES = 64L * SEGMENT_BYTES;

  /** The maximum number of bytes waiting to be written; entries beyond that are lost. */
  static final int MAX_PENDING = 8 * SEGMENT_BYTES;

  /** The fraction of the maximum size that is freed at once. */
  private static final long MARGIN = 16;

  private static final Logger LOG = LoggerFactory.getLogger(HistoryLog.class);
  private static final Pattern NAME = Pattern.compile("(\\d{8})\\.jsonl");

  private final Path folder;
  private final long maxBytes;
  private final Deque<Path> unread = new ArrayDeque<>();
  private final List<LogSegment> segments = new ArrayList<>();
  private int number;
  private long lost;

  /** Receives entries with their positions. */
  @FunctionalInterface
  public interface Visitor {
    /**
     * Handles an entry.
     *
     * @param position increases in the order in which entries were appended
     * @return whether to continue
     */
    boolean visit(LogEntry entry, long position);
  }

  public HistoryLog(Path folder, long maxBytes) {
    this.folder = folder;
    this.maxBytes = maxBytes;
  }

  /** Finds the files, and continues the last one; the others are read later. */
  public void open() {
    try (Stream<Path> files = Files.list(folder)) {
      files
          .filter(file -> NAME.matcher(file.getFileName().toString()).matches())
          .sorted()
          .forEach(unread::add);
    } catch (IOException e) {
      LOG.debug("There is no history yet", e);
    }
    if (!unread.isEmpty()) {
      number = number(unread.getLast());
      readOlder();
    }
    if (segments.isEmpty() || current().size() >= SEGMENT_BYTES) {
      begin();
    }
  }

  /** Returns the name of a file by its number, which starts at 1. */
  public static String name(int number) {
    return String.format(Locale.ROOT, "%08d.jsonl", number);
  }

  private static int number(Path file) {
    Matcher name = NAME.matcher(file.getFileName().toString());
    return name.matches() ? Integer.parseInt(name.group(1)) : 0;
  }

  private void begin() {
    number++;
    segments.add(LogSegment.begin(folder.resolve(name(number))));
  }

  private LogSegment last() {
    return segments.get(segments.size() - 1);
  }

  /** Returns the file that is appended to. */
  public SegmentFile current() {
    return last().file();
  }

  /** Reads the newest unread file; returns false if there is none. */
  public boolean readOlder() {
    Path path = unread.pollLast();
    if (path == null) {
      return false;
    }
    try {
      LogSegment segment = LogSegment.load(path);
      segments.add(0, segment);
      if (segment.damaged() > 0) {
        LOG.warn("{} lines of {} are damaged and were skipped", segment.damaged(), path);
      }
    } catch (IOException e) {
      LOG.warn("{} cannot be read and was skipped: {}", path, FileErrors.reason(e));
    }
    return true;
  }

  /** Appends an entry, to be written by the next {@link #flush}. */
  public void append(LogEntry entry) {
    if (pending() > MAX_PENDING) {
      lost++;
      return;
    }
    if (current().size() >= SEGMENT_BYTES) {
      last().index().trim();
      begin();
    }
    last().append(entry);
  }

  /** Returns the number of bytes waiting to be written. */
  public int pending() {
    int pending = 0;
    for (LogSegment segment : segments) {
      pending += segment.file().pending();
    }
    return pending;
  }

  /** Returns the total size in bytes. */
  public long size() {
    return segments.stream().mapToLong(segment -> segment.file().size()).sum();
  }

  /** Returns the number of entries lost because too much was waiting to be written. */
  public long lost() {
    return lost;
  }

  /** Writes the appended entries. */
  public void flush() throws IOException {
    if (pending() == 0) {
      return;
    }
    makeFolder(folder);
    for (LogSegment segment : segments) {
      segment.file().flush();
      if (segment != last()) {
        segment.file().sync();
        segment.file().close();
      }
    }
  }

  /** Creates a folder if absent; it may be a symbolic link. */
  public static void makeFolder(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(folder);
    }
  }

  /** Returns the latest time of an entry; {@link Instant#MIN} if there is none. */
  public Instant newest() {
    return segments.stream().map(LogSegment::newest).max(Instant::compareTo).orElse(Instant.MIN);
  }

  /** Returns since when the log is complete; {@link Instant#MIN} if nothing was ever dropped. */
  public Instant complete() {
    LogSegment first = segments.get(0);
    return number(first.file().path()) <= 1 || first.first().equals(Instant.MAX)
        ? Instant.MIN
        : first.first();
  }

  /**
   * Passes the entries of an id to the visitor, newest first, until it returns false. Files whose
   * entries are all older than {@code since} may be skipped.
   */
  public void visit(DeviceId id, Instant since, Visitor visitor) throws IOException {
    for (int i = segments.size() - 1; i >= 0; i--) {
      long base = (long) i << Integer.SIZE;
      LogSegment segment = segments.get(i);
      if (!segment.newest().isBefore(since)
          && !segment.visit(id, (entry, place) -> visitor.visit(entry, base + place))) {
        return;
      }
    }
  }

  /** Returns whether the log exceeds its maximum size. */
  public boolean isTooLarge() {
    return size() > maxBytes;
  }

  /**
   * Drops expired entries, and surplus ones if the log is too large: first those of devices with
   * the most entries. Requires that everything has been flushed.
   */
  public void compact(Instant now) throws IOException {
    Instant start = now.minus(History.REACH);
    while (segments.size() > 1 && segments.get(0).newest().isBefore(start)) {
      dropFirst();
    }
    if (isTooLarge() && !HistoryCompaction.apply(segments.subList(0, segments.size() - 1))) {
      while (segments.size() > 1 && size() > maxBytes - maxBytes / MARGIN) {
        dropFirst();
      }
    }
  }

  private void dropFirst() throws IOException {
    LogSegment first = segments.remove(0);
    first.file().close();
    Files.deleteIfExists(first.file().path());
  }

  /** Closes the file. */
  public void close() throws IOException {
    current().sync();
    current().close();
  }
}
