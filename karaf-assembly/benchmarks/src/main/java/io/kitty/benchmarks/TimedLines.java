// SPDX-License-Identifier: Apache-2.0
package io.kitty.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Lines that arrive, with the time of each read. A thread that blocks in the read adds the least
 * delay that Java allows.
 */
public final class TimedLines {

  private record Line(long nanos, String text) {}

  private final BlockingQueue<Line> lines = new LinkedBlockingQueue<>();

  /**
   * Reads until the end, or until the reader is closed.
   *
   * @param prefix what a line starts with that counts
   */
  public TimedLines(BufferedReader reader, String prefix) {
    Thread thread = new Thread(() -> read(reader, prefix), "arrivals");
    thread.setDaemon(true);
    thread.start();
  }

  private void read(BufferedReader reader, String prefix) {
    try {
      for (String text = reader.readLine(); text != null; text = reader.readLine()) {
        if (text.startsWith(prefix)) {
          lines.add(new Line(System.nanoTime(), text));
        }
      }
    } catch (IOException e) {
      // closed by one side or the other
    }
  }

  /**
   * Returns when the first line with this text arrived; drops all lines before it.
   *
   * @throws IllegalStateException if none arrives in time
   */
  public long await(String text, Duration patience) throws InterruptedException {
    long end = System.nanoTime() + patience.toNanos();
    while (true) {
      @Nullable Line line = lines.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
      if (line == null) {
        throw new IllegalStateException("nothing about " + text + " within " + patience);
      }
      if (line.text().contains(text)) {
        return line.nanos();
      }
    }
  }

  /** Returns the next line; null if none arrives in time. */
  @Nullable String next(Duration patience) throws InterruptedException {
    @Nullable Line line = lines.poll(patience.toNanos(), TimeUnit.NANOSECONDS);
    return line == null ? null : line.text();
  }
}
