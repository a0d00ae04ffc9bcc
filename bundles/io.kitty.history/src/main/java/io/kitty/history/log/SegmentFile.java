// SPDX-License-Identifier: Apache-2.0
package io.kitty.history.log;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * A file that lines are appended to. They are buffered until {@link #flush}, and stay buffered if
 * that fails. Not thread-safe.
 */
public final class SegmentFile {

  private final Path path;
  private Pending pending = new Pending();
  private int flushed;
  private @Nullable FileChannel channel;

  /** The buffered bytes, which can be read without copying. */
  private static final class Pending extends ByteArrayOutputStream {
    LogEntry read(int place, int length) throws IOException {
      return LogLine.read(buf, place, length);
    }

    ByteBuffer bytes() {
      return ByteBuffer.wrap(buf, 0, count);
    }
  }

  /**
   * Opens no file yet.
   *
   * @param flushed the length of the complete lines in the file; anything after them was not
   *     written completely
   */
  SegmentFile(Path path, int flushed) {
    this.path = path;
    this.flushed = flushed;
  }

  Path path() {
    return path;
  }

  /** Returns the length in bytes, including the buffer. */
  int size() {
    return flushed + pending.size();
  }

  /** Returns the number of bytes in the buffer. */
  int pending() {
    return pending.size();
  }

  void append(byte[] line) {
    pending.writeBytes(line);
  }

  /** Writes the buffer. */
  void flush() throws IOException {
    if (pending.size() == 0) {
      return;
    }
    try {
      FileChannel file = open();
      ByteBuffer bytes = pending.bytes();
      while (bytes.hasRemaining()) {
        file.write(bytes, flushed + bytes.position());
      }
    } catch (IOException e) {
      close();
      throw e;
    }
    flushed += pending.size();
    pending = new Pending();
  }

  private FileChannel open() throws IOException {
    FileChannel file = channel;
    if (file != null && file.isOpen() && Files.exists(path)) {
      return file;
    }
    close();
    file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    channel = file;
    if (file.size() > flushed) {
      file.truncate(flushed);
    } else if (file.size() < flushed) {
      // The file was truncated externally: the next line starts with a line feed all the same.
      file.write(ByteBuffer.wrap(new byte[] {'\n'}), flushed - 1L);
    }
    return file;
  }

  /** Synchronises the file with the medium. */
  public void sync() throws IOException {
    FileChannel file = channel;
    if (file != null && file.isOpen()) {
      file.force(false);
    }
  }

  /** Closes the file; the buffer stays. */
  void close() throws IOException {
    FileChannel file = channel;
    channel = null;
    if (file != null) {
      file.close();
    }
  }

  /** Returns a reader of single lines, which opens the file only if necessary. */
  Reader reader() {
    return new Reader();
  }

  /** Reads single lines. */
  final class Reader implements AutoCloseable {
    private @Nullable FileChannel file;

    private Reader() {}

    /**
     * Reads the line at an offset.
     *
     * @throws IOException if it cannot be read or is damaged
     */
    LogEntry read(int place, int length) throws IOException {
      if (place >= flushed) {
        return pending.read(place - flushed, length);
      }
      FileChannel open = file == null ? FileChannel.open(path) : file;
      file = open;
      ByteBuffer line = ByteBuffer.allocate(length);
      int read = 0;
      while (line.hasRemaining() && read >= 0) {
        read = open.read(line, (long) place + line.position());
      }
      return LogLine.read(line.array(), 0, length);
    }

    @Override
    public void close() throws IOException {
      if (file != null) {
        file.close();
      }
    }
  }
}
