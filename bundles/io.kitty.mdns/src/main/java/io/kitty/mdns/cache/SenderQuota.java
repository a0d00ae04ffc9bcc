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
 * What is stated of names, apart for each sender: nobody on the network is more trustworthy than
 * another, so that what one says of a name never replaces what another one says of it. Not
 * thread-safe.
 *
 * @param <T> what is known of a name
 */
final class SenderQuota<T> {

  private record Key(DnsName name, InetAddress sender) {}

  private final Map<Key, T> all = new LinkedHashMap<>();
  private final Map<DnsName, Map<InetAddress, T>> byName = new HashMap<>();

  /** What this sender states of this name. */
  Optional<T> find(DnsName name, InetAddress sender) {
    return Optional.ofNullable(all.get(new Key(name, sender)));
  }

  /** The same, which was heard of last from now on. */
  Optional<T> renew(DnsName name, InetAddress sender) {
    Key key = new Key(name, sender);
    Optional<T> known = Optional.ofNullable(all.remove(key));
    known.ifPresent(each -> all.put(key, each));
    return known;
  }

  /** What all senders state of a name, the one that was known first first. */
  List<T> of(DnsName name) {
    return List.copyOf(byName.getOrDefault(name, Map.of()).values());
  }

  /** For how many senders something is known of a name. */
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

  /** All of it; what was heard of longest ago stands first. */
  Collection<T> values() {
    return all.values();
  }

  /** A copy, for changes on the way. */
  List<T> list() {
    return new ArrayList<>(all.values());
  }

  int size() {
    return all.size();
  }
}
