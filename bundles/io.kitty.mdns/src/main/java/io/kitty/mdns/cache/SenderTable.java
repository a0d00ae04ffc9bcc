// SPDX-License-Identifier: Apache-2.0
package io.kitty.mdns.cache;

import io.kitty.mdns.dns.DnsName;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Values by name and sender. No sender is more trustworthy than another, so the records of one
 * never replace those of another. Ordered by last use. Not thread-safe.
 *
 * @param <T> the value
 */
final class SenderTable<T> {

  private record Key(DnsName name, InetAddress sender) {}

  private final Map<Key, T> all = new LinkedHashMap<>();
  private final Map<DnsName, Map<InetAddress, T>> byName = new HashMap<>();

  /** Returns the value of a name and sender. */
  Optional<T> find(DnsName name, InetAddress sender) {
    return Optional.ofNullable(all.get(new Key(name, sender)));
  }

  /** Returns the same and makes it the most recently used. */
  Optional<T> renew(DnsName name, InetAddress sender) {
    Key key = new Key(name, sender);
    Optional<T> known = Optional.ofNullable(all.remove(key));
    known.ifPresent(each -> all.put(key, each));
    return known;
  }

  /** Returns the values of a name, the oldest first. */
  List<T> of(DnsName name) {
    return List.copyOf(byName.getOrDefault(name, Map.of()).values());
  }

  /** Returns the number of senders of a name. */
  int count(DnsName name) {
    return byName.getOrDefault(name, Map.of()).size();
  }

  void add(DnsName name, InetAddress sender, T stated) {
    all.put(new Key(name, sender), stated);
    byName.computeIfAbsent(name, key -> new LinkedHashMap<>()).put(sender, stated);
  }

  void remove(DnsName name, InetAddress sender) {
    all.remove(new Key(name, sender));
    byName.computeIfPresent(
        name,
        (key, each) -> {
          each.remove(sender);
          return each.isEmpty() ? null : each;
        });
  }

  /** Returns all values, the least recently used first. */
  Collection<T> values() {
    return all.values();
  }

  /** Returns a copy, for changes during iteration. */
  List<T> list() {
    return new ArrayList<>(all.values());
  }

  int size() {
    return all.size();
  }
}
