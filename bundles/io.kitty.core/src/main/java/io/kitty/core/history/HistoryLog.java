// SPDX-License-Identifier: Apache-2.0
package io.kitty.core.history;

import io.kitty.device.DeviceId;
import io.kitty.hub.History;
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
 * All that happened, in the order in which it did, as files that are only ever appended to: the
 * newest is written, older ones are dropped when all in them is too old, or there is too much in
 * all. A sudden end takes what was not flushed, and a line that was half written. For one thread at
 * a time.
 */
final class HistoryLog {

  /** How long a file gets, in bytes. */
  static final int SEGMENT_BYTES = 1024 * 1024;

  /** How many bytes are kept in all. */
  static final long MAX_BYTES = 64L * SEGMENT_BYTES;

  /** How many bytes may wait to be written; what comes on top is lost. */
  static final int MAX_PENDING = 8 * SEGMENT_BYTES;

  /** Which part of all is made free when there is too much, so that it lasts a while. */
  private static final long MARGIN = 16;

  private static final Logger LOG = LoggerFactory.getLogger(HistoryLog.class);
  private static final Pattern NAME = Pattern.compile("(\\d{8})\\.jsonl");

  private final Path folder;
  private final long mostBytes;
  private final Deque<Path> unread = new ArrayDeque<>();
  private final List<LogSegment> segments = new ArrayList<>();
  private int number;
  private long lost;

  /** Hears of entries, and in which order they were made. */
  @FunctionalInterface
  interface Visitor {
    /**
     * Takes an entry.
     *
     * @param position the higher, the later it was appended
     * @return whether it wants more
     */
    boolean visit(LogEntry entry, long position);
  }

  HistoryLog(Path folder, long mostBytes) {
    this.folder = folder;
    this.mostBytes = mostBytes;
  }

  /** Finds the files, and goes on with the last one; the others are yet to be read. */
  void open() {
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

  /** The name of a file by its number, which begins with 1. */
  static String name(int number) {
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

  /** The file that is appended to. */
  SegmentFile current() {
    return last().file();
  }

  /** Reads the newest file that is yet to be read; false if there is none. */
  boolean readOlder() {
    Path path = unread.pollLast();
    if (path == null) {
      return false;
    }
    try {
      LogSegment segment = LogSegment.load(path);
      segments.add(0, segment);
      if (segment.damaged() > 0) {
        LOG.warn("{} lines of {} are damaged and left out", segment.damaged(), path);
      }
    } catch (IOException e) {
      LOG.warn("{} cannot be read and is left out: {}", path, Failure.reason(e));
    }
    return true;
  }

  /** Appends an entry, to be written at the next {@link #flush}. */
  void append(LogEntry entry) {
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

  /** How many bytes are yet to be written. */
  int pending() {
    int pending = 0;
    for (LogSegment segment : segments) {
      pending += segment.file().pending();
    }
    return pending;
  }

  /** How many bytes there are in all. */
  long size() {
    return segments.stream().mapToLong(segment -> segment.file().size()).sum();
  }

  /** How many entries were lost because too much was waiting to be written. */
  long lost() {
    return lost;
  }

  /** Writes what was appended. */
  void flush() throws IOException {
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

  /** Makes a folder, unless it is there; it may be a link to one elsewhere. */
  static void makeFolder(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(folder);
    }
  }

  /** The latest time of an entry; far in the past if there is none. */
  Instant newest() {
    return segments.stream().map(LogSegment::newest).max(Instant::compareTo).orElse(Instant.MIN);
  }

  /** Since when all that happened is here; far in the past if nothing was ever dropped. */
  Instant complete() {
    LogSegment first = segments.get(0);
    return number(first.file().path()) <= 1 || first.first().equals(Instant.MAX)
        ? Instant.MIN
        : first.first();
  }

  /**
   * Tells the entries that name an id, the newest first, until the visitor wants no more. Files in
   * which all is older than a moment may be left out.
   */
  void visit(DeviceId id, Instant since, Visitor visitor) throws IOException {
    for (int i = segments.size() - 1; i >= 0; i--) {
      long base = (long) i << Integer.SIZE;
      LogSegment segment = segments.get(i);
      if (!segment.newest().isBefore(since)
          && !segment.visit(id, (entry, place) -> visitor.visit(entry, base + place))) {
        return;
      }
    }
  }

  /** Whether there is too much in all. */
  boolean isTooLarge() {
    return size() > mostBytes;
  }

  /**
   * Drops what is too old, and some of what is too much: first of those devices that have most of
   * it. All that was appended is written already.
   */
  void tidy(Instant now) throws IOException {
    Instant start = now.minus(History.REACH);
    while (segments.size() > 1 && segments.get(0).newest().isBefore(start)) {
      dropFirst();
    }
    if (isTooLarge() && !HistoryCompaction.apply(segments.subList(0, segments.size() - 1))) {
      while (segments.size() > 1 && size() > mostBytes - mostBytes / MARGIN) {
        dropFirst();
      }
    }
  }

  private void dropFirst() throws IOException {
    LogSegment first = segments.remove(0);
    first.file().close();
    Files.deleteIfExists(first.file().path());
  }

  /** Lets go of the file. */
  void close() throws IOException {
    current().sync();
    current().close();
  }
}
