// SPDX-License-Identifier: Apache-2.0
package io.kitty.ssdp;

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
 * Lets jobs run that wait for other hosts: some at once, one at a time for each host, the hosts
 * taking turns, so that one that is slow or asks for much delays itself only. Any thread.
 */
final class PerHostExecutor {

  /** How many jobs run at the same time. */
  static final int AT_ONCE = 32;

  private static final int MAX_WAITING = 256;
  private static final int MAX_WAITING_EACH = 16;

  private final Executor executor;
  private final Map<InetAddress, Queue<Runnable>> waiting = new LinkedHashMap<>();
  private final Set<InetAddress> busy = new HashSet<>();
  private int count;

  PerHostExecutor(Executor executor) {
    this.executor = executor;
  }

  /** Takes on a job; false if too many wait already. */
  boolean submit(InetAddress host, Runnable job) {
    synchronized (this) {
      Queue<Runnable> jobs = waiting.get(host);
      if (count == MAX_WAITING || (jobs != null && jobs.size() == MAX_WAITING_EACH)) {
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
    if (busy.size() == AT_ONCE) {
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
