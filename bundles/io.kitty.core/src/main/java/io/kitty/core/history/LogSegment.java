// SPDX-License-Identifier: Apache-2.0
package io.kitty.core.history;

import io.kitty.core.history.LogEntry.Happened;
import io.kitty.core.history.LogEntry.Moved;
import io.kitty.device.DeviceId;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.BitSet;

/** One file of the log, and which entries are in it. For one thread at a time. */
final class LogSegment {

  /** A longer file is none of ours. */
  private static final long LONGEST = 16L * 1024 * 1024;

  private final SegmentFile file;
  private final EntryIndex index = new EntryIndex();
  private int damaged;
  private Instant first = Instant.MAX;
  private Instant newest = Instant.MIN;

  /** Hears of entries. */
  @FunctionalInterface
  interface Visitor {
    /** Takes an entry, and the place where it begins; returns whether it wants more. */
    boolean visit(LogEntry entry, int place);
  }

  private LogSegment(SegmentFile file) {
    this.file = file;
  }

  /** A file that is yet to be written. */
  static LogSegment begin(Path path) {
    return new LogSegment(new SegmentFile(path, 0));
  }

  /**
   * Finds the entries of a file; lines that are damaged are passed over.
   *
   * @throws IOException if it cannot be read
   */
  static LogSegment load(Path path) throws IOException {
    if (!Files.isRegularFile(path) || Files.size(path) > LONGEST) {
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
        segment.take(bytes, start, i - start);
        start = i + 1;
      }
    }
    segment.index.trim();
    return segment;
  }

  private void take(byte[] bytes, int start, int length) {
    try {
      note(LogLine.read(bytes, start, length), start);
    } catch (IOException e) {
      damaged++;
    }
  }

  void append(LogEntry entry) {
    note(entry, file.size());
    file.append(LogLine.write(entry));
  }

  private void note(LogEntry entry, int place) {
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

  /** How many lines could not be read. */
  int damaged() {
    return damaged;
  }

  /** The earliest time of an entry; far in the future if there is none. */
  Instant first() {
    return first;
  }

  /** The latest time of an entry; far in the past if there is none. */
  Instant newest() {
    return newest;
  }

  /**
   * Tells the entries that name an id, the newest first, until the visitor wants no more. One that
   * has become damaged since it was found is left out.
   *
   * @return whether it wants more
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
   * Writes the file anew without some of the events. All that was appended is written already.
   *
   * @param dropped which entries of the index
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

  /** Where histories move on is kept, or they would fall apart. */
  private static boolean isEvent(byte[] bytes, int place, int length) {
    try {
      return LogLine.read(bytes, place, length) instanceof Happened;
    } catch (IOException e) {
      return true;
    }
  }
}
