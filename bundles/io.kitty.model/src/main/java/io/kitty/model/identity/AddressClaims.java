// SPDX-License-Identifier: Apache-2.0
package io.kitty.model.identity;

import io.kitty.identifier.Identifier.Mac;
import io.kitty.model.evidence.TrackedEvidence;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Merges the evidence at one address on one interface: at any moment that is one device. Evidence
 * with different MAC addresses held the address at different times; if no MAC address tells them
 * apart, one that ended before another began held it before.
 */
final class AddressClaims {

  /** Evidence that follows within this time was present at the same time. */
  static final Duration AT_ONCE = Duration.ofSeconds(5);

  private final IdentityResolver identity;
  private final EvidenceIndex index;

  AddressClaims(IdentityResolver identity, EvidenceIndex index) {
    this.identity = identity;
    this.index = index;
  }

  /**
   * Links the evidence at one address.
   *
   * @param there all that hold it; at least two
   */
  void link(List<TrackedEvidence> there) {
    Mac current =
        there.stream()
            .filter(entry -> entry.live() && entry.mac() != null)
            .max(
                Comparator.comparing((TrackedEvidence entry) -> entry.evidence().lastSeen())
                    .thenComparing(TrackedEvidence.BY_KEY))
            .map(entry -> entry.mac())
            .orElse(null);
    Map<String, List<TrackedEvidence>> byMac = new LinkedHashMap<>();
    for (TrackedEvidence entry : there) {
      Mac mac = entry.mac();
      String macAddress = Objects.toString(mac == null ? current : mac);
      byMac.computeIfAbsent(macAddress, m -> new ArrayList<>()).add(entry);
    }
    byMac.values().forEach(this::linkHolders);
  }

  private void linkHolders(List<TrackedEvidence> holders) {
    List<EvidenceCluster> identified = new ArrayList<>();
    List<EvidenceCluster> anonymous = new ArrayList<>();
    for (TrackedEvidence entry : holders) {
      EvidenceCluster cluster = identity.cluster(entry);
      List<EvidenceCluster> list =
          entry.identifiers.stream().anyMatch(index::joins) ? identified : anonymous;
      if (!identified.contains(cluster) && !anonymous.contains(cluster)) {
        list.add(cluster);
      }
    }
    boolean oneDevice = isOneDevice(holders);
    identified.sort(LATEST_FIRST);
    List<EvidenceCluster> compatible =
        identified.stream().filter(one -> belongsTo(one, identified.get(0), oneDevice)).toList();
    List<EvidenceCluster> uncontradicted =
        compatible.stream().filter(one -> compatible.stream().noneMatch(one::contradicts)).toList();
    List<TrackedEvidence> joined = new ArrayList<>();
    uncontradicted.forEach(cluster -> joined.add(cluster.entries.get(0)));
    anonymous.forEach(cluster -> joined.add(cluster.entries.get(0)));
    if (!joined.isEmpty()) {
      identity.mergeAll(joined);
    }
  }

  /** Returns whether all of it has one MAC address, and that has no other address. */
  private boolean isOneDevice(List<TrackedEvidence> holders) {
    @Nullable Mac mac =
        holders.stream()
            .map(entry -> entry.mac())
            .filter(Objects::nonNull)
            .findFirst()
            .orElse(null);
    return mac != null && !index.isShared(mac);
  }

  /** Returns whether a cluster holds the address together with the latest one. */
  private boolean belongsTo(EvidenceCluster one, EvidenceCluster holder, boolean oneDevice) {
    if (one == holder) {
      return true;
    }
    boolean different = one.contradicts(holder) || one.differsFrom(holder);
    if (different && one.entries.stream().anyMatch(index::isElsewhere)) {
      return false;
    }
    boolean atOnce = !one.lastSeen.plus(AT_ONCE).isBefore(holder.since);
    return atOnce || !one.contradicts(holder) && (oneDevice || !one.differsFrom(holder));
  }

  private static final Comparator<EvidenceCluster> LATEST_FIRST =
      Comparator.comparing((EvidenceCluster cluster) -> cluster.since)
          .reversed()
          .thenComparing(EvidenceCluster::first, TrackedEvidence.BY_KEY);
}
