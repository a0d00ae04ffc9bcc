// SPDX-License-Identifier: Apache-2.0
package io.kitty.core.model;

import io.kitty.device.Endpoint;
import io.kitty.device.Identifier;
import io.kitty.device.Identifier.Mac;
import java.net.InetAddress;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** Finds the entries that could be one machine with given ones. */
final class Index {

  /**
   * A hardware address that stands beside more addresses than this is no machine's: a router that
   * answers for others.
   */
  private static final int MOST_ADDRESSES = 8;

  private final Map<Identifier, Set<Entry>> byIdentifier = new HashMap<>();
  private final Map<Endpoint, Set<Entry>> byEndpoint = new HashMap<>();

  /**
   * Takes in an entry.
   *
   * @return the entries that may belong together otherwise now: it, and all beside a hardware
   *     address that may join no more
   */
  Set<Entry> add(Entry entry) {
    Set<Entry> affected = new LinkedHashSet<>();
    affected.add(entry);
    for (Identifier identifier : entry.identifiers) {
      boolean joined = joins(identifier);
      byIdentifier.computeIfAbsent(identifier, i -> new LinkedHashSet<>(2)).add(entry);
      if (joined != joins(identifier)) {
        affected.addAll(holders(identifier));
      }
    }
    byEndpoint.computeIfAbsent(entry.endpoint(), e -> new LinkedHashSet<>(2)).add(entry);
    return affected;
  }

  /**
   * Lets go of an entry.
   *
   * @return the entries that may belong together otherwise now, without it
   */
  Set<Entry> remove(Entry entry) {
    Set<Entry> affected = new LinkedHashSet<>();
    for (Identifier identifier : entry.identifiers) {
      boolean joined = joins(identifier);
      remove(byIdentifier, identifier, entry);
      if (joined != joins(identifier)) {
        affected.addAll(holders(identifier));
      }
    }
    remove(byEndpoint, entry.endpoint(), entry);
    return affected;
  }

  private static <K> void remove(Map<K, Set<Entry>> index, K key, Entry entry) {
    Set<Entry> entries = index.get(key);
    if (entries != null && entries.remove(entry) && entries.isEmpty()) {
      index.remove(key);
    }
  }

  /** Whether an identifier may join records. */
  boolean joins(Identifier identifier) {
    if (!(identifier instanceof Mac)) {
      return true;
    }
    Set<Entry> holders = byIdentifier.getOrDefault(identifier, Set.of());
    if (holders.size() <= MOST_ADDRESSES) {
      return true;
    }
    Set<InetAddress> addresses = new HashSet<>();
    for (Entry holder : holders) {
      if (addresses.add(holder.address()) && addresses.size() > MOST_ADDRESSES) {
        return false;
      }
    }
    return true;
  }

  /**
   * The given entries with all that any link leads to, directly or not. What is outside cannot be
   * one machine with what is inside.
   */
  Set<Entry> closure(Collection<Entry> seeds) {
    Set<Entry> closure = new LinkedHashSet<>();
    Deque<Entry> open = new ArrayDeque<>(seeds);
    while (!open.isEmpty()) {
      Entry entry = open.pop();
      if (!closure.add(entry)) {
        continue;
      }
      for (Identifier identifier : entry.identifiers) {
        if (joins(identifier)) {
          open.addAll(byIdentifier.getOrDefault(identifier, Set.of()));
        }
      }
      open.addAll(byEndpoint.getOrDefault(entry.endpoint(), Set.of()));
      if (entry.group != null) {
        open.addAll(entry.group.members);
      }
    }
    return closure;
  }

  /** All entries with an identifier, whether or not it may join. */
  Set<Entry> holders(Identifier identifier) {
    return byIdentifier.getOrDefault(identifier, Set.of());
  }
}
