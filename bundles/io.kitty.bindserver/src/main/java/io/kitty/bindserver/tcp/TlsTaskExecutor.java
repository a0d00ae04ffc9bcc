// SPDX-License-Identifier: Apache-2.0
package io.kitty.bindserver.tcp;

import java.util.Comparator;
import java.util.HashSet;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Has done by other threads what takes long, for a few connections at once, and first for those
 * that came first. For one thread.
 */
final class TlsTaskExecutor {

  private static final int MAX = Math.min(4, Runtime.getRuntime().availableProcessors());

  private final Executor workers;
  private final Runnable bell;
  private final Queue<Connection> waiting =
      new PriorityQueue<>(Comparator.comparingLong(Connection::since));
  private final Set<Connection> here = new HashSet<>();
  private final Queue<Connection> done = new ConcurrentLinkedQueue<>();
  private int atWork;

  /**
   * @param bell is rung, in any thread, when something is done
   */
  TlsTaskExecutor(Executor workers, Runnable bell) {
    this.workers = workers;
    this.bell = bell;
  }

  /** Takes in a connection that is busy. */
  void add(Connection connection) {
    if (here.add(connection)) {
      waiting.add(connection);
    }
  }

  /** Begins as much as there are threads for. */
  void begin() {
    while (atWork < MAX && !waiting.isEmpty()) {
      Connection next = waiting.remove();
      atWork++;
      workers.execute(() -> work(next));
    }
  }

  private void work(Connection connection) {
    try {
      connection.work();
    } finally {
      done.add(connection);
      bell.run();
    }
  }

  /** Gives back a connection that can go on; null if there is none. */
  @Nullable Connection done() {
    Connection next = done.poll();
    if (next != null) {
      atWork--;
      here.remove(next);
    }
    return next;
  }
}
