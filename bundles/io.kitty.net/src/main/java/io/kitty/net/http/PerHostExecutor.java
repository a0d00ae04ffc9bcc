// SPDX-License-Identifier: Apache-2.0
package io.kitty.net.http;

import java.net.InetAddress;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Executor;

/**
 * Runs blocking jobs for other hosts: a bounded number at once, one at a time per host, in
 * round-robin order, so that a slow or demanding host delays only itself. Any thread.
 */
final class PerHostExecutor {

  /** The maximum number of jobs that run at once. */
  static final int MAX_RUNNING = 32;

  private static final int MAX_WAITING = 256;
  private static final int MAX_WAITING_PER_HOST = 16;

  private final Executor executor;
  private final Map<InetAddress, Queue<Runnable>> waiting = new LinkedHashMap<>();
  private final Set<InetAddress> busy = new HashSet<>();
  private int count;

  PerHostExecutor(Executor executor) {
    this.executor = executor;
  }

  /** Queues a job; false if too many are waiting already. */
  boolean submit(InetAddress host, Runnable job) {
    synchronized (this) {
      Queue<Runnable> jobs = waiting.get(host);
      if (count == MAX_WAITING || (jobs != null && jobs.size() == MAX_WAITING_PER_HOST)) {
        return false;
      }
      waiting.computeIfAbsent(host, key -> new ArrayDeque<>()).add(job);
      count++;
    }
    dispatch();
    return true;
  }

  private void dispatch() {
    for (Optional<Runnable> job = next(); job.isPresent(); job = next()) {
      executor.execute(job.get());
    }
  }

  private synchronized Optional<Runnable> next() {
    if (busy.size() == MAX_RUNNING) {
      return Optional.empty();
    }
    return waiting.entrySet().stream()
        .filter(entry -> !busy.contains(entry.getKey()))
        .findFirst()
        .map(entry -> take(entry.getKey(), entry.getValue()));
  }

  private Runnable take(InetAddress host, Queue<Runnable> jobs) {
    Runnable job = jobs.remove();
    waiting.remove(host);
    if (!jobs.isEmpty()) {
      waiting.put(host, jobs);
    }
    busy.add(host);
    count--;
    return () -> run(host, job);
  }

  private void run(InetAddress host, Runnable job) {
    try {
      job.run();
    } finally {
      synchronized (this) {
        busy.remove(host);
      }
      dispatch();
    }
  }
}
