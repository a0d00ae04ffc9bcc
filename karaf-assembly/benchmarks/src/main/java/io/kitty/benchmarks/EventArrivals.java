// SPDX-License-Identifier: Apache-2.0
package io.kitty.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The lines that one client receives on {@code GET /events}, with the time of each read. A thread
 * that blocks in the read adds the least delay that Java allows.
 */
final class EventArrivals implements AutoCloseable {

  private record Line(long nanos, String text) {}

  private final HttpURLConnection connection;
  private final BlockingQueue<Line> lines = new LinkedBlockingQueue<>();

  EventArrivals(int httpPort) throws IOException {
    connection =
        (HttpURLConnection)
            URI.create("http://127.0.0.1:" + httpPort + "/events").toURL().openConnection();
    BufferedReader reader =
        new BufferedReader(new InputStreamReader(connection.getInputStream(), UTF_8));
    Thread thread = new Thread(() -> read(reader), "arrivals");
    thread.setDaemon(true);
    thread.start();
  }

  private void read(BufferedReader reader) {
    try {
      for (String text = reader.readLine(); text != null; text = reader.readLine()) {
        if (text.startsWith("data:")) {
          lines.add(new Line(System.nanoTime(), text));
        }
      }
    } catch (IOException e) {
      // closed by one side or the other
    }
  }

  /** Returns when the first event with this text arrived; drops all events before it. */
  long await(String text, Duration patience) throws InterruptedException {
    long end = System.nanoTime() + patience.toNanos();
    while (true) {
      @Nullable Line line = lines.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
      if (line == null) {
        throw new IllegalStateException("no event about " + text + " within " + patience);
      }
      if (line.text().contains(text)) {
        return line.nanos();
      }
    }
  }

  @Override
  public void close() {
    connection.disconnect();
  }
}
