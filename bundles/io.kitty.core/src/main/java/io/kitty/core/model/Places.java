// SPDX-License-Identifier: Apache-2.0
package io.kitty.core.model;

import io.kitty.device.Identifier.Mac;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Joins what holds one address on one interface: at one moment that is one machine. What was
 * observed behind different MAC addresses held it at different times; and where no MAC address
 * tells them apart, one that stopped before the other came held it before.
 */
final class Places {

  /** What follows so soon was there at the same time. */
  static final Duration AT_ONCE = Duration.ofSeconds(5);

  private final Identity identity;
  private final Index index;

  Places(Identity identity, Index index) {
    this.identity = identity;
    this.index = index;
  }

  /**
   * Links the entries of one address.
   *
   * @param there all that hold it; two at least
   */
  void link(List<Entry> there) {
    Mac current =
        there.stream()
            .filter(entry -> entry.live() && entry.evidence.mac() != null)
            .max(
                Comparator.comparing((Entry entry) -> entry.evidence.lastSeen())
                    .thenComparing(Entry.BY_KEY))
            .map(entry -> entry.evidence.mac())
            .orElse(null);
    Map<String, List<Entry>> byMac = new LinkedHashMap<>();
    for (Entry entry : there) {
      Mac mac = entry.evidence.mac();
      String behind = Objects.toString(mac == null ? current : mac);
      byMac.computeIfAbsent(behind, m -> new ArrayList<>()).add(entry);
    }
    byMac.values().forEach(this::linkHolders);
  }

  private void linkHolders(List<Entry> holders) {
    List<Cluster> named = new ArrayList<>();
    List<Cluster> nameless = new ArrayList<>();
    for (Entry entry : holders) {
      Cluster cluster = identity.cluster(entry);
      List<Cluster> sort = entry.identifiers.stream().anyMatch(index::joins) ? named : nameless;
      if (!named.contains(cluster) && !nameless.contains(cluster)) {
        sort.add(cluster);
      }
    }
    boolean oneMachine = isOneMachines(holders);
    named.sort(LATEST_FIRST);
    List<Cluster> mates =
        named.stream().filter(one -> isMate(one, named.get(0), oneMachine)).toList();
    List<Cluster> peaceful =
        mates.stream().filter(one -> mates.stream().noneMatch(one::isRivalOf)).toList();
    List<Entry> joined = new ArrayList<>();
    peaceful.forEach(cluster -> joined.add(cluster.entries.get(0)));
    nameless.forEach(cluster -> joined.add(cluster.entries.get(0)));
    if (!joined.isEmpty()) {
      identity.uniteAll(joined);
    }
  }

  /** Whether one MAC address is behind all of it, and no other address. */
  private boolean isOneMachines(List<Entry> holders) {
    @Nullable Mac mac =
        holders.stream()
            .map(entry -> entry.evidence.mac())
            .filter(Objects::nonNull)
            .findFirst()
            .orElse(null);
    return mac != null && !index.isShared(mac);
  }

  /** Whether it holds the address together with the one that came last. */
  private boolean isMate(Cluster one, Cluster holder, boolean oneMachine) {
    if (one == holder) {
      return true;
    }
    boolean unlike = one.isRivalOf(holder) || one.looksUnlike(holder);
    if (unlike && one.entries.stream().anyMatch(index::isElsewhere)) {
      return false;
    }
    boolean atOnce = !one.lastSeen.plus(AT_ONCE).isBefore(holder.since);
    return atOnce || !one.isRivalOf(holder) && (oneMachine || !one.looksUnlike(holder));
  }

  private static final Comparator<Cluster> LATEST_FIRST =
      Comparator.comparing((Cluster cluster) -> cluster.since)
          .reversed()
          .thenComparing(Cluster::first, Entry.BY_KEY);
}
