// SPDX-License-Identifier: Apache-2.0
package io.kitty.mdns.cache;

import io.kitty.device.Warning;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What was said against a machine that goes on answering, or what it said against one. It is told
 * for ten minutes after the last time, with the time of the first. Bounded. Not thread-safe.
 */
public final class AddressConflicts {

  private static final Duration TOLD = Duration.ofMinutes(10);
  private static final int MAX = 4;

  private record Key(String text, InetAddress other) {}

  private record Dispute(Warning warning, long until) {}

  private final Map<Key, Dispute> all = new LinkedHashMap<>();

  /**
   * Notes one.
   *
   * @param other the address of the machine on its other side
   * @param since the time of day, which counts if it is new
   */
  void add(Verifications.Answer answer, InetAddress other, Instant since, long now) {
    end(now);
    Key key = new Key(answer.text(), other);
    Dispute known = all.get(key);
    if (known != null || all.size() < MAX) {
      Warning warning =
          known != null
              ? known.warning()
              : new Warning(answer.code(), answer.text(), since, other, null);
      all.put(key, new Dispute(warning, now + TOLD.toNanos()));
    }
  }

  private void end(long now) {
    all.values().removeIf(each -> now - each.until() >= 0);
  }

  /** What is told now. */
  public List<Warning> warnings(long now) {
    end(now);
    return all.values().stream().map(Dispute::warning).toList();
  }
}
