// SPDX-License-Identifier: Apache-2.0
package io.kitty.commons.tcp;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;

/**
 * A stream whose end is told no sooner than a moment after it was opened. Paho's client needs that:
 * while it connects, it starts its threads one after the other and waits until each is running,
 * which it checks every 100 ms ({@code CommsReceiver.start} and {@code CommsSender.start} of
 * 1.2.5). If the other side, or this one, closes the connection at once, a thread has ended before
 * the check, and the client waits for it without end.
 */
public final class LateEnd extends FilterInputStream {

  /** Long enough to start three threads on a busy machine. */
  private static final Duration START = Duration.ofSeconds(3);

  private final long earliest;

  public LateEnd(InputStream in) {
    this(in, START);
  }

  /**
   * @param start how long after now the end is told at the earliest
   */
  LateEnd(InputStream in, Duration start) {
    super(in);
    earliest = System.nanoTime() + start.toNanos();
  }

  @Override
  public int read() throws IOException {
    return late(in::read);
  }

  @Override
  public int read(byte[] bytes, int offset, int count) throws IOException {
    return late(() -> in.read(bytes, offset, count));
  }

  private interface Read {
    int read() throws IOException;
  }

  private int late(Read read) throws IOException {
    try {
      int result = read.read();
      if (result < 0) {
        awaitStart();
      }
      return result;
    } catch (SocketTimeoutException e) {
      throw e; // no end
    } catch (IOException e) {
      awaitStart();
      throw e;
    }
  }

  private void awaitStart() {
    try {
      long nanos = earliest - System.nanoTime();
      if (nanos > 0) {
        Thread.sleep(Duration.ofNanos(nanos).toMillis() + 1);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
