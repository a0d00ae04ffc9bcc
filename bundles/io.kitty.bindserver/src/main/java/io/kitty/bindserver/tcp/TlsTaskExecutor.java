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
 * Runs slow TLS tasks in other threads, for a few connections at once, oldest connections first.
 * For one thread.
 */
final class TlsTaskExecutor {

  private static final int MAX_THREADS = Math.min(4, Runtime.getRuntime().availableProcessors());

  private final Executor workers;
  private final Runnable wakeup;
  private final Queue<Connection> waiting =
      new PriorityQueue<>(Comparator.comparingLong(Connection::acceptedAt));
  private final Set<Connection> pending = new HashSet<>();
  private final Queue<Connection> done = new ConcurrentLinkedQueue<>();
  private int running;

  /**
   * @param wakeup called in any thread when a task is done
   */
  TlsTaskExecutor(Executor workers, Runnable wakeup) {
    this.workers = workers;
    this.wakeup = wakeup;
  }

  /** Adds a connection that has a task. */
  void add(Connection connection) {
    if (pending.add(connection)) {
      waiting.add(connection);
    }
  }

  /** Starts as many tasks as there are threads. */
  void startTasks() {
    while (running < MAX_THREADS && !waiting.isEmpty()) {
      Connection next = waiting.remove();
      running++;
      workers.execute(() -> run(next));
    }
  }

  private void run(Connection connection) {
    try {
      connection.work();
    } finally {
      done.add(connection);
      wakeup.run();
    }
  }

  /** Returns a connection that can continue; null if there is none. */
  @Nullable Connection done() {
    Connection next = done.poll();
    if (next != null) {
      running--;
      pending.remove(next);
    }
    return next;
  }
}
