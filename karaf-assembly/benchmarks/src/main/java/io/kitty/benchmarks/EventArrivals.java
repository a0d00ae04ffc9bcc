// SPDX-License-Identifier: Apache-2.0
package io.kitty.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;

/** The events that one client receives on {@code GET /events}, with the time of each. */
public final class EventArrivals implements AutoCloseable {

  private final HttpURLConnection connection;
  private final TimedLines lines;

  /**
   * @param httpPort where the hub serves HTTP
   */
  public EventArrivals(int httpPort) throws IOException {
    connection =
        (HttpURLConnection)
            URI.create("http://127.0.0.1:" + httpPort + "/events").toURL().openConnection();
    lines =
        new TimedLines(
            new BufferedReader(new InputStreamReader(connection.getInputStream(), UTF_8)), "data:");
  }

  /** Returns when the first event with this text arrived; drops all events before it. */
  public long await(String text, Duration patience) throws InterruptedException {
    return lines.await(text, patience);
  }

  @Override
  public void close() {
    connection.disconnect();
  }
}
