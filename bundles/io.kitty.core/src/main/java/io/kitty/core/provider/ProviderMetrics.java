// SPDX-License-Identifier: Apache-2.0
package io.kitty.core.provider;

import io.kitty.core.net.InterfaceCounters;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** What is counted and noted of a running protocol. Any thread. */
final class ProviderMetrics {

  /** So many names of counters are kept; a provider has a handful. */
  private static final int MAX_COUNTERS = 100;

  private final InterfaceCounters traffic = new InterfaceCounters();
  private final Map<String, LongAdder> counters = new ConcurrentHashMap<>();
  private volatile String lastError = "";
  private volatile @Nullable String degraded;

  InterfaceCounters traffic() {
    return traffic;
  }

  void count(String counter, long increment) {
    LongAdder adder = counters.get(counter);
    if (adder == null && counters.size() < MAX_COUNTERS) {
      adder = counters.computeIfAbsent(counter, name -> new LongAdder());
    }
    if (adder != null) {
      adder.add(increment);
    }
  }

  SortedMap<String, Long> counters() {
    SortedMap<String, Long> sums = new TreeMap<>();
    counters.forEach((name, adder) -> sums.put(name, adder.sum()));
    return sums;
  }

  void error(String message) {
    lastError = message;
  }

  String lastError() {
    return lastError;
  }

  /** Notes why it runs worse than it could; tells whether that is news. */
  boolean degraded(@Nullable String reason) {
    boolean news = !Objects.equals(degraded, reason);
    degraded = reason;
    return news;
  }

  @Nullable String degraded() {
    return degraded;
  }
}
