// SPDX-License-Identifier: Apache-2.0
package io.kitty.bindserver.tcp;

import java.net.InetAddress;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The connections that are open, those that have been silent for longest first. For one thread.
 *
 * @param <C> a connection
 */
final class ConnectionTable<C> {

  private final int most;
  private final int mostPerSource;
  private final Set<C> all = new LinkedHashSet<>();
  private final Map<InetAddress, Set<C>> bySource = new HashMap<>();

  ConnectionTable(int most, int mostPerSource) {
    this.most = most;
    this.mostPerSource = mostPerSource;
  }

  /** The one that has to go before another one from this address can come; null if none has to. */
  @Nullable C inTheWayOf(InetAddress source) {
    Set<C> same = bySource.getOrDefault(source, Set.of());
    if (same.size() >= mostPerSource) {
      return same.iterator().next();
    }
    return all.size() >= most ? longestSilent() : null;
  }

  /** The one that has been silent for longest; null if there is none. */
  @Nullable C longestSilent() {
    return all.isEmpty() ? null : all.iterator().next();
  }

  void add(C connection, InetAddress source) {
    all.add(connection);
    bySource.computeIfAbsent(source, s -> new LinkedHashSet<>()).add(connection);
  }

  /** One that is here has just said something. */
  void heard(C connection, InetAddress source) {
    if (remove(connection, source)) {
      add(connection, source);
    }
  }

  boolean remove(C connection, InetAddress source) {
    Set<C> same = bySource.get(source);
    if (same != null) {
      same.remove(connection);
      if (same.isEmpty()) {
        bySource.remove(source);
      }
    }
    return all.remove(connection);
  }

  boolean isEmpty() {
    return all.isEmpty();
  }

  /** A copy of them all. */
  List<C> all() {
    return List.copyOf(all);
  }
}
