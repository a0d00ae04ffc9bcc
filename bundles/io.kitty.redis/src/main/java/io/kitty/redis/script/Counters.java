// SPDX-License-Identifier: Apache-2.0
package io.kitty.redis.script;

import io.kitty.discovery.DiscoveryContext;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts what is done, until the hub takes it over into the status of the module. Any thread. */
public final class Counters {

  private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();

  public void add(String name, long increment) {
    if (increment > 0) {
      counts.computeIfAbsent(name, n -> new LongAdder()).add(increment);
    }
  }

  /** Has the hub take over what was counted. */
  public void drainTo(DiscoveryContext hub) {
    counts.forEach(
        (name, count) -> {
          long sum = count.sumThenReset();
          if (sum > 0) {
            hub.count(name, sum);
          }
        });
  }
}
