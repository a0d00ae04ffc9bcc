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
 * The contradictions between this host and others that were resolved by an answer. Each is a
 * warning until ten minutes after its last occurrence, with the time of the first. Bounded. Not
 * thread-safe.
 */
public final class AddressConflicts {

  private static final Duration WARNING_TIME = Duration.ofMinutes(10);
  private static final int MAX = 4;

  private record Key(String text, InetAddress other) {}

  private record Conflict(Warning warning, long until) {}

  private final Map<Key, Conflict> all = new LinkedHashMap<>();

  /**
   * Adds a conflict, or extends it.
   *
   * @param other the address of the other device
   * @param since the time of day of the first occurrence; ignored if the conflict is present
   */
  void add(Verifications.Answer answer, InetAddress other, Instant since, long now) {
    end(now);
    Key key = new Key(answer.text(), other);
    Conflict known = all.get(key);
    if (known != null || all.size() < MAX) {
      Warning warning =
          known != null
              ? known.warning()
              : new Warning(answer.code(), answer.text(), since, other, null);
      all.put(key, new Conflict(warning, now + WARNING_TIME.toNanos()));
    }
  }

  private void end(long now) {
    all.values().removeIf(each -> now - each.until() >= 0);
  }

  /** Returns the current warnings. */
  public List<Warning> warnings(long now) {
    end(now);
    return all.values().stream().map(Conflict::warning).toList();
  }
}
