// SPDX-License-Identifier: Apache-2.0
package io.kitty.history.log;

import io.kitty.history.log.LogEntry.Happened;
import io.kitty.history.log.LogEntry.Moved;
import io.kitty.identifier.DeviceId;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.BitSet;

/** One file of the log with its index. Not thread-safe. */
final class LogSegment {

  /** The maximum size of a file of the log. */
  private static final long MAX_BYTES = 16L * 1024 * 1024;

  private final SegmentFile file;
  private final EntryIndex index = new EntryIndex();
  private int damaged;
  private Instant first = Instant.MAX;
  private Instant newest = Instant.MIN;

  /** Receives entries. */
  @FunctionalInterface
  interface Visitor {
    /** Handles an entry at an offset; returns whether to continue. */
    boolean visit(LogEntry entry, int place);
  }

  private LogSegment(SegmentFile file) {
    this.file = file;
  }

  /** Returns a segment whose file does not exist yet. */
  static LogSegment begin(Path path) {
    return new LogSegment(new SegmentFile(path, 0));
  }

  /**
   * Indexes the entries of a file; damaged lines are skipped.
   *
   * @throws IOException if it cannot be read
   */
  static LogSegment load(Path path) throws IOException {
    if (!Files.isRegularFile(path) || Files.size(path) > MAX_BYTES) {
      throw new IOException("it is no file of the history, or too long");
    }
    byte[] bytes = Files.readAllBytes(path);
    int length = bytes.length;
    while (length > 0 && bytes[length - 1] != '\n') {
      length--;
    }
    LogSegment segment = new LogSegment(new SegmentFile(path, length));
    int start = 0;
    for (int i = 0; i < length; i++) {
      if (bytes[i] == '\n') {
        segment.addLine(bytes, start, i - start);
        start = i + 1;
      }
    }
    segment.index.trim();
    return segment;
  }

  private void addLine(byte[] bytes, int start, int length) {
    try {
      addToIndex(LogLine.read(bytes, start, length), start);
    } catch (IOException e) {
      damaged++;
    }
  }

  void append(LogEntry entry) {
    addToIndex(entry, file.size());
    file.append(LogLine.write(entry));
  }

  private void addToIndex(LogEntry entry, int place) {
    index.add(entry.id(), place);
    if (entry instanceof Moved moved) {
      index.add(moved.successor(), place);
    }
    first = entry.at().isBefore(first) ? entry.at() : first;
    newest = entry.at().isAfter(newest) ? entry.at() : newest;
  }

  SegmentFile file() {
    return file;
  }

  EntryIndex index() {
    return index;
  }

  /** Returns the number of damaged lines. */
  int damaged() {
    return damaged;
  }

  /** Returns the earliest time of an entry; {@link Instant#MAX} if there is none. */
  Instant first() {
    return first;
  }

  /** Returns the latest time of an entry; {@link Instant#MIN} if there is none. */
  Instant newest() {
    return newest;
  }

  /**
   * Passes the entries of an id to the visitor, newest first, until it returns false. An entry that
   * has become damaged since it was indexed is skipped.
   *
   * @return whether to continue
   */
  boolean visit(DeviceId id, Visitor visitor) throws IOException {
    int hash = EntryIndex.hash(id);
    int last = -1;
    try (SegmentFile.Reader reader = file.reader()) {
      for (int i = index.size() - 1; i >= 0; i--) {
        int place = index.place(i);
        if (index.hash(i) == hash && place != last) {
          last = place;
          if (!visit(reader, i, id, visitor)) {
            return false;
          }
        }
      }
    }
    return true;
  }

  private boolean visit(SegmentFile.Reader reader, int i, DeviceId id, Visitor visitor) {
    int place = index.place(i);
    LogEntry entry;
    try {
      entry = reader.read(place, index.end(i, file.size()) - place);
    } catch (IOException e) {
      return true;
    }
    boolean named =
        entry.id().equals(id) || entry instanceof Moved moved && moved.successor().equals(id);
    return !named || visitor.visit(entry, place);
  }

  /**
   * Rewrites the file without some of the events. Requires that everything has been flushed.
   *
   * @param dropped the index numbers of the entries to drop
   */
  LogSegment without(BitSet dropped) throws IOException {
    byte[] all = Files.readAllBytes(file.path());
    ByteArrayOutputStream kept = new ByteArrayOutputStream(all.length);
    for (int i = 0; i < index.size(); i++) {
      int place = index.place(i);
      int length = Math.min(index.end(i, file.size()), all.length) - place;
      boolean again = i > 0 && index.place(i - 1) == place;
      if (length > 0 && !again && !(dropped.get(i) && isEvent(all, place, length))) {
        kept.write(all, place, length);
      }
    }
    Path fresh = file.path().resolveSibling(file.path().getFileName() + ".new");
    Files.write(fresh, kept.toByteArray());
    file.close();
    Files.move(
        fresh, file.path(), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    return load(file.path());
  }

  /**
   * Returns whether a line is an event; entries that link records are kept, as histories depend on
   * them.
   */
  private static boolean isEvent(byte[] bytes, int place, int length) {
    try {
      return LogLine.read(bytes, place, length) instanceof Happened;
    } catch (IOException e) {
      return true;
    }
  }
}
