// SPDX-License-Identifier: Apache-2.0
package io.kitty.core.provider;

import io.kitty.net.link.InterfaceCounters;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** The counters and the status of a running protocol. Thread-safe. */
final class ProviderMetrics {

  /** The maximum number of counter names; a provider has a handful. */
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

  /** Sets why it is degraded; returns whether the reason changed. */
  boolean degraded(@Nullable String reason) {
    boolean changed = !Objects.equals(degraded, reason);
    degraded = reason;
    return changed;
  }

  @Nullable String degraded() {
    return degraded;
  }
}
