// SPDX-License-Identifier: Apache-2.0
package io.kitty.core.history;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * A file that lines are appended to. They wait in memory until {@link #flush}, and where that fails
 * they go on waiting. For one thread at a time.
 */
final class SegmentFile {

  private final Path path;
  private Pending pending = new Pending();
  private int flushed;
  private @Nullable FileChannel channel;

  /** Bytes that wait, which can be read without being copied. */
  private static final class Pending extends ByteArrayOutputStream {
    LogEntry read(int place, int length) throws IOException {
      return LogLine.read(buf, place, length);
    }

    ByteBuffer bytes() {
      return ByteBuffer.wrap(buf, 0, count);
    }
  }

  /**
   * Nothing is opened or made yet.
   *
   * @param flushed how much of the file is lines; what follows was not written to its end
   */
  SegmentFile(Path path, int flushed) {
    this.path = path;
    this.flushed = flushed;
  }

  Path path() {
    return path;
  }

  /** Its length in bytes, with what is yet to be written. */
  int size() {
    return flushed + pending.size();
  }

  /** How many bytes are yet to be written. */
  int pending() {
    return pending.size();
  }

  void append(byte[] line) {
    pending.writeBytes(line);
  }

  /** Writes what was appended. */
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
      // Somebody emptied it: what follows begins a line all the same.
      file.write(ByteBuffer.wrap(new byte[] {'\n'}), flushed - 1L);
    }
    return file;
  }

  /** Has what was written put on the medium. */
  void sync() throws IOException {
    FileChannel file = channel;
    if (file != null && file.isOpen()) {
      file.force(false);
    }
  }

  /** Lets go of the file; what waits goes on waiting. */
  void close() throws IOException {
    FileChannel file = channel;
    channel = null;
    if (file != null) {
      file.close();
    }
  }

  /** Reads single lines, and opens the file only if it has to. */
  Reader reader() {
    return new Reader();
  }

  /** Reads single lines. */
  final class Reader implements AutoCloseable {
    private @Nullable FileChannel file;

    private Reader() {}

    /**
     * Reads the line at a place.
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
