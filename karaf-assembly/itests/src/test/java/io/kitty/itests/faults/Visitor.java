// SPDX-License-Identifier: Apache-2.0
package io.kitty.itests.faults;

import io.kitty.itests.HubProcess;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Asks a hub all the time, over HTTP and on the console, and measures how long answers take. */
final class Visitor implements AutoCloseable {
  private static final int PAUSE_MILLIS = 200;

  /** For an answer of a machine that is busy with other things. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final HubProcess hub;
  private final Map<String, Long> millis = new ConcurrentHashMap<>();
  private final Thread thread = new Thread(this::ask, "visitor");
  private volatile Throwable failure;
  private volatile boolean closed;

  Visitor(HubProcess hub) {
    this.hub = hub;
    thread.start();
  }

  private void ask() {
    try {
      while (!closed) {
        measure("/health", () -> hub.rest().get("/health"));
        measure("/devices", () -> hub.rest().get("/devices"));
        measure("console", () -> hub.console("kitty:health"));
        TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
      }
    } catch (Exception e) {
      failure = e;
    }
  }

  private void measure(String what, Callable<?> question) throws Exception {
    long begin = System.nanoTime();
    boolean answered = false;
    while (!answered) {
      try {
        question.call();
        answered = true;
      } catch (HttpTimeoutException e) {
        if (System.nanoTime() - begin > PATIENCE.toNanos()) {
          throw e;
        }
      }
    }
    millis.merge(what, (System.nanoTime() - begin) / 1_000_000, Math::max);
  }

  /** Returns the longest answer of each since it was asked for before. */
  String slowest() {
    if (failure != null) {
      throw new AssertionError("the hub did not answer", failure);
    }
    String all =
        millis.entrySet().stream()
            .map(each -> each.getKey() + " " + each.getValue() + " ms")
            .sorted()
            .collect(Collectors.joining(", "));
    millis.clear();
    return all;
  }

  @Override
  public void close() throws InterruptedException {
    closed = true;
    thread.join();
  }
}
