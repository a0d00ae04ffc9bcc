// SPDX-License-Identifier: Apache-2.0
package io.kitty.bindserver.limit;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/** Counts the connections of one port. Any thread. */
public final class PortCounters {

  private final LongAdder connections = new LongAdder();
  private final LongAdder answered = new LongAdder();
  private final Map<RejectReason, LongAdder> refused = new EnumMap<>(RejectReason.class);
  private final Consumer<String> also;

  /**
   * @param also called with the name of each counter that is incremented
   */
  public PortCounters(Consumer<String> also) {
    this.also = also;
    for (RejectReason reason : RejectReason.values()) {
      refused.put(reason, new LongAdder());
    }
  }

  void connection() {
    connections.increment();
    also.accept("connections");
  }

  void answer() {
    answered.increment();
    also.accept("answered");
  }

  void refusal(RejectReason reason) {
    refused.getOrDefault(reason, new LongAdder()).increment();
    also.accept("refused_" + reason.word());
  }

  /** Returns the number of connections. */
  public long connections() {
    return connections.sum();
  }

  /** Returns how many of them got a reply. */
  public long answered() {
    return answered.sum();
  }

  /** Returns how many of them got none, by reason; only reasons that occurred. */
  public Map<RejectReason, Long> refused() {
    Map<RejectReason, Long> counts = new EnumMap<>(RejectReason.class);
    refused.forEach(
        (reason, count) -> {
          if (count.sum() > 0) {
            counts.put(reason, count.sum());
          }
        });
    return counts;
  }
}
