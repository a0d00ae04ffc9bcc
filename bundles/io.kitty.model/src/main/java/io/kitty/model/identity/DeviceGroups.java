// SPDX-License-Identifier: Apache-2.0
package io.kitty.model.identity;

import io.kitty.collection.CompactSet;
import io.kitty.device.Warning;
import io.kitty.identifier.Identifier;
import io.kitty.identifier.Identifier.Mac;
import io.kitty.identifier.Identifier.Manual;
import io.kitty.model.evidence.DeviceGroup;
import io.kitty.model.evidence.TrackedEvidence;
import java.net.InetAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Creates groups from the clusters of {@link IdentityResolver}, with their identifiers and
 * warnings.
 */
public final class DeviceGroups {

  private static final int MAX_WARNINGS = 8;

  private DeviceGroups() {}

  public static List<DeviceGroup> of(Collection<TrackedEvidence> entries, EvidenceIndex index) {
    return IdentityResolver.partition(entries, index).stream()
        .map(cluster -> group(cluster, index))
        .toList();
  }

  private static DeviceGroup group(EvidenceCluster cluster, EvidenceIndex index) {
    Set<Identifier> identifiers = identifiers(cluster, index);
    List<Warning> warnings = new ArrayList<>();
    cluster.contested.forEach(
        (identifier, other) -> warnings.add(conflict(identifier, cluster, other)));
    cluster.doubtful.forEach(identifier -> warnings.add(twoAddresses(identifier, cluster)));
    for (TrackedEvidence entry : cluster.entries) {
      warnings.addAll(claims(entry, cluster, index));
    }
    return new DeviceGroup(
        cluster.entries,
        CompactSet.copyOf(identifiers),
        warnings.stream().distinct().limit(MAX_WARNINGS).toList(),
        !cluster.contested.isEmpty());
  }

  /**
   * Returns the identifiers that it states and owns; and its observed MAC address, if it states
   * none and no other device has it now.
   */
  private static Set<Identifier> identifiers(EvidenceCluster cluster, EvidenceIndex index) {
    Set<Identifier> identifiers = new TreeSet<>();
    boolean statesMac = false;
    for (Identifier identifier : cluster.stated) {
      if (!(identifier instanceof Manual)
          && index.joins(identifier)
          && !cluster.disowned.contains(identifier)) {
        identifiers.add(identifier);
        statesMac |= identifier instanceof Mac;
      }
    }
    if (!statesMac) {
      boolean present = cluster.entries.stream().anyMatch(e -> e.live() && e.mac() != null);
      cluster.macs.stream()
          .filter(mac -> isOwn(mac, cluster, index, present))
          .forEach(identifiers::add);
    }
    return identifiers;
  }

  private static boolean isOwn(
      Mac mac, EvidenceCluster cluster, EvidenceIndex index, boolean present) {
    return !cluster.disowned.contains(mac)
        && index.behind(mac).stream()
            .filter(TrackedEvidence::live)
            .allMatch(entry -> cluster.entries.contains(entry))
        && (!present || cluster.entries.stream().anyMatch(e -> e.live() && mac.equals(e.mac())));
  }

  private static Warning conflict(
      Identifier identifier, EvidenceCluster cluster, EvidenceCluster other) {
    TrackedEvidence theirs = first(other, identifier);
    String text =
        identifier.id()
            + " is stated by another machine too, at "
            + theirs.address().getHostAddress()
            + ": nothing else agrees, so they stay two records";
    return new Warning(
        "identity-conflict",
        text,
        later(first(cluster, identifier), theirs),
        theirs.address(),
        theirs.mac());
  }

  private static Warning twoAddresses(Identifier identifier, EvidenceCluster cluster) {
    List<TrackedEvidence> claims = cluster.claimsTo(identifier);
    TrackedEvidence first = first(cluster, identifier);
    TrackedEvidence last = claims.stream().max(BY_BEGINNING).orElse(first);
    String text =
        identifier.id()
            + " is met at "
            + first.address().getHostAddress()
            + " and "
            + last.address().getHostAddress()
            + ", behind different MAC addresses: unless it has two connections, another machine"
            + " uses its identity";
    return new Warning("two-addresses", text, later(first, last), last.address(), last.mac());
  }

  private static List<Warning> claims(
      TrackedEvidence entry, EvidenceCluster cluster, EvidenceIndex index) {
    List<Warning> warnings = new ArrayList<>();
    if (!entry.live()) {
      return warnings;
    }
    for (TrackedEvidence other : index.at(entry.address())) {
      if (other.live() && other.claimed() != entry.claimed() && !cluster.entries.contains(other)) {
        warnings.add(entry.claimed() ? claim(entry, other) : claim(other, entry));
      }
    }
    return warnings;
  }

  private static Warning claim(TrackedEvidence claim, TrackedEvidence direct) {
    InetAddress via = claim.sighting().via();
    String sender = via == null ? "another host" : via.getHostAddress();
    String text =
        sender
            + " states that "
            + claim.sighting().key()
            + " is at "
            + claim.address().getHostAddress()
            + ", where another machine is heard itself";
    return new Warning("address-claimed", text, later(claim, direct), via, null);
  }

  private static final Comparator<TrackedEvidence> BY_BEGINNING =
      Comparator.comparing((TrackedEvidence entry) -> entry.evidence().firstSeen())
          .thenComparing(TrackedEvidence.BY_KEY);

  private static TrackedEvidence first(EvidenceCluster cluster, Identifier identifier) {
    return cluster.claimsTo(identifier).stream()
        .min(BY_BEGINNING)
        .orElseGet(() -> cluster.entries.get(0));
  }

  private static Instant later(TrackedEvidence one, TrackedEvidence other) {
    Instant first = one.evidence().firstSeen();
    Instant second = other.evidence().firstSeen();
    return first.isAfter(second) ? first : second;
  }
}
