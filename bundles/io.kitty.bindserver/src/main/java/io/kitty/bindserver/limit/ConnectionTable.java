// SPDX-License-Identifier: Apache-2.0
package io.kitty.bindserver.limit;

import java.net.InetAddress;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The open connections, those that have been idle the longest first. Any thread.
 *
 * @param <C> a connection
 */
public final class ConnectionTable<C> {

  private final int max;
  private final int maxPerSource;
  private final Set<C> all = new LinkedHashSet<>();
  private final Map<InetAddress, Set<C>> bySource = new HashMap<>();

  public ConnectionTable(int max, int maxPerSource) {
    this.max = max;
    this.maxPerSource = maxPerSource;
  }

  /**
   * Returns the connection to close before another one from this address is accepted; null for
   * none.
   */
  public synchronized @Nullable C toEvictFor(InetAddress source) {
    Set<C> fromSource = bySource.getOrDefault(source, Set.of());
    if (fromSource.size() >= maxPerSource) {
      return fromSource.iterator().next();
    }
    return all.size() >= max ? longestIdle() : null;
  }

  /** Returns the connection that has been idle the longest; null if there is none. */
  public synchronized @Nullable C longestIdle() {
    return isEmpty() ? null : all.iterator().next();
  }

  public synchronized void add(C connection, InetAddress source) {
    all.add(connection);
    bySource.computeIfAbsent(source, s -> new LinkedHashSet<>()).add(connection);
  }

  /** Records that an open connection has received something. */
  public synchronized void touch(C connection, InetAddress source) {
    if (remove(connection, source)) {
      add(connection, source);
    }
  }

  public synchronized boolean remove(C connection, InetAddress source) {
    Set<C> fromSource = bySource.get(source);
    if (fromSource != null) {
      fromSource.remove(connection);
      if (fromSource.isEmpty()) {
        bySource.remove(source);
      }
    }
    return all.remove(connection);
  }

  public synchronized boolean isEmpty() {
    return all.isEmpty();
  }
}
