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
final class AddressClaims {

  /** What follows so soon was there at the same time. */
  static final Duration AT_ONCE = Duration.ofSeconds(5);

  private final IdentityResolver identity;
  private final EvidenceIndex index;

  AddressClaims(IdentityResolver identity, EvidenceIndex index) {
    this.identity = identity;
    this.index = index;
  }

  /**
   * Links the entries of one address.
   *
   * @param there all that hold it; two at least
   */
  void link(List<TrackedEvidence> there) {
    Mac current =
        there.stream()
            .filter(entry -> entry.live() && entry.evidence.mac() != null)
            .max(
                Comparator.comparing((TrackedEvidence entry) -> entry.evidence.lastSeen())
                    .thenComparing(TrackedEvidence.BY_KEY))
            .map(entry -> entry.evidence.mac())
            .orElse(null);
    Map<String, List<TrackedEvidence>> byMac = new LinkedHashMap<>();
    for (TrackedEvidence entry : there) {
      Mac mac = entry.evidence.mac();
      String behind = Objects.toString(mac == null ? current : mac);
      byMac.computeIfAbsent(behind, m -> new ArrayList<>()).add(entry);
    }
    byMac.values().forEach(this::linkHolders);
  }

  private void linkHolders(List<TrackedEvidence> holders) {
    List<EvidenceCluster> named = new ArrayList<>();
    List<EvidenceCluster> nameless = new ArrayList<>();
    for (TrackedEvidence entry : holders) {
      EvidenceCluster cluster = identity.cluster(entry);
      List<EvidenceCluster> sort =
          entry.identifiers.stream().anyMatch(index::joins) ? named : nameless;
      if (!named.contains(cluster) && !nameless.contains(cluster)) {
        sort.add(cluster);
      }
    }
    boolean oneMachine = isOneMachines(holders);
    named.sort(LATEST_FIRST);
    List<EvidenceCluster> mates =
        named.stream().filter(one -> isMate(one, named.get(0), oneMachine)).toList();
    List<EvidenceCluster> peaceful =
        mates.stream().filter(one -> mates.stream().noneMatch(one::isRivalOf)).toList();
    List<TrackedEvidence> joined = new ArrayList<>();
    peaceful.forEach(cluster -> joined.add(cluster.entries.get(0)));
    nameless.forEach(cluster -> joined.add(cluster.entries.get(0)));
    if (!joined.isEmpty()) {
      identity.uniteAll(joined);
    }
  }

  /** Whether one MAC address is behind all of it, and no other address. */
  private boolean isOneMachines(List<TrackedEvidence> holders) {
    @Nullable Mac mac =
        holders.stream()
            .map(entry -> entry.evidence.mac())
            .filter(Objects::nonNull)
            .findFirst()
            .orElse(null);
    return mac != null && !index.isShared(mac);
  }

  /** Whether it holds the address together with the one that came last. */
  private boolean isMate(EvidenceCluster one, EvidenceCluster holder, boolean oneMachine) {
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

  private static final Comparator<EvidenceCluster> LATEST_FIRST =
      Comparator.comparing((EvidenceCluster cluster) -> cluster.since)
          .reversed()
          .thenComparing(EvidenceCluster::first, TrackedEvidence.BY_KEY);
}
