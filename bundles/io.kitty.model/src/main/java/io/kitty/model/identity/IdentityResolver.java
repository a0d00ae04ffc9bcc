// SPDX-License-Identifier: Apache-2.0
package io.kitty.model.identity;

import io.kitty.device.Endpoint;
import io.kitty.identifier.Identifier;
import io.kitty.identifier.Identifier.Mac;
import io.kitty.identifier.Identifier.Manual;
import io.kitty.model.evidence.TrackedEvidence;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The only place that merges two records into one. Which evidence is one device depends on the set
 * of evidence alone, not on the order of arrival.
 *
 * <p>Links are made in this order: manual merges; evidence at one address ({@link AddressClaims});
 * evidence of one protocol under one key at one address and then at the next; the MAC address
 * observed by the kernel, if it is not shared; the stated identifiers, strongest first. {@link
 * IdentityRules} decides which links are accepted.
 */
final class IdentityResolver {

  private final Map<TrackedEvidence, EvidenceCluster> clusters = new IdentityHashMap<>();
  private final List<TrackedEvidence> entries;
  private final EvidenceIndex index;

  private IdentityResolver(Collection<TrackedEvidence> all, EvidenceIndex index) {
    this.entries = List.copyOf(all);
    this.index = index;
    entries.forEach(entry -> clusters.put(entry, new EvidenceCluster(entry, index)));
  }

  /**
   * Partitions evidence into devices.
   *
   * @param index decides which identifiers may link at all
   */
  static List<EvidenceCluster> partition(Collection<TrackedEvidence> entries, EvidenceIndex index) {
    IdentityResolver identity = new IdentityResolver(entries, index);
    if (entries.size() > 1) {
      identity.linkManually();
      identity.linkAddresses();
      identity.linkMoves();
      identity.linkMacs();
      identity.linkStatements();
    }
    return List.copyOf(new LinkedHashSet<>(identity.ordered()));
  }

  private List<EvidenceCluster> ordered() {
    return entries.stream().map(this::cluster).toList();
  }

  EvidenceCluster cluster(TrackedEvidence entry) {
    return Objects.requireNonNull(clusters.get(entry));
  }

  /** Merges two clusters; returns the result. */
  EvidenceCluster merge(EvidenceCluster one, EvidenceCluster other) {
    if (one == other) {
      return one;
    }
    EvidenceCluster into = one.entries.size() >= other.entries.size() ? one : other;
    EvidenceCluster from = into == one ? other : one;
    into.absorb(from);
    from.entries.forEach(entry -> clusters.put(entry, into));
    return into;
  }

  /** Merges the clusters of all given evidence, whatever it states. */
  void mergeAll(List<TrackedEvidence> members) {
    TrackedEvidence first = members.get(0);
    members.forEach(other -> merge(cluster(first), cluster(other)));
  }

  private void linkManually() {
    SortedMap<Identifier, List<TrackedEvidence>> links = new TreeMap<>();
    for (TrackedEvidence entry : entries) {
      for (Identifier identifier : entry.identifiers) {
        if (identifier instanceof Manual) {
          links.computeIfAbsent(identifier, i -> new ArrayList<>()).add(entry);
        }
      }
    }
    links.values().forEach(this::mergeAll);
  }

  private void linkAddresses() {
    Map<Endpoint, List<TrackedEvidence>> byEndpoint = new TreeMap<>(BY_ENDPOINT);
    for (TrackedEvidence entry : entries) {
      if (index.holdsItsAddress(entry)) {
        byEndpoint.computeIfAbsent(entry.endpoint(), place -> new ArrayList<>()).add(entry);
      }
    }
    AddressClaims rules = new AddressClaims(this, index);
    byEndpoint.values().stream().filter(there -> there.size() > 1).forEach(rules::link);
  }

  private static final Comparator<Endpoint> BY_ENDPOINT =
      Comparator.comparing((Endpoint endpoint) -> endpoint.address().getHostAddress())
          .thenComparing(Endpoint::interfaceName);

  /** Links a key seen at one address and then at another. */
  private void linkMoves() {
    for (TrackedEvidence entry : entries) {
      for (TrackedEvidence next : index.places(entry.key)) {
        EvidenceCluster previous = cluster(entry);
        EvidenceCluster current = clusters.get(next);
        if (current != null && entry.hasMovedTo(next) && !previous.contradicts(current)) {
          merge(previous, current);
        }
      }
    }
  }

  /** Links evidence with one MAC address, if that is not shared. */
  private void linkMacs() {
    SortedMap<Mac, List<TrackedEvidence>> links = new TreeMap<>();
    for (TrackedEvidence entry : entries) {
      Mac mac = entry.mac();
      if (mac != null && !index.isShared(mac)) {
        links.computeIfAbsent(mac, m -> new ArrayList<>()).add(entry);
      }
    }
    links.forEach(
        (mac, holders) -> {
          if (holders.size() > 1) {
            linkBehind(mac, holders);
          }
        });
  }

  /** Links ended evidence to the device that has its last MAC address now, or had it since. */
  private void linkBehind(Mac mac, List<TrackedEvidence> holders) {
    List<EvidenceCluster> devices = mergeAccepted(roots(holders, true), IdentityRules::mayShareMac);
    roots(holders, false).stream()
        .filter(cluster -> !cluster.live && mac.equals(lastMac(cluster)))
        .sorted(
            Comparator.comparing((EvidenceCluster cluster) -> cluster.lastSeen)
                .reversed()
                .thenComparing(BY_CLAIM))
        .forEach(
            ended -> {
              for (int i = 0; i < devices.size(); i++) {
                EvidenceCluster device = devices.get(i);
                boolean renamed = !device.differsFrom(ended) || !index.isStatedElsewhere(ended);
                if (renamed && IdentityRules.mayShareMac(device, ended)) {
                  devices.set(i, merge(device, ended));
                  return;
                }
              }
              devices.add(ended);
            });
  }

  private static @Nullable Mac lastMac(EvidenceCluster cluster) {
    return cluster.entries.stream()
        .max(
            Comparator.comparing((TrackedEvidence entry) -> entry.evidence().lastSeen())
                .thenComparing(TrackedEvidence.BY_KEY))
        .map(entry -> entry.mac())
        .orElse(null);
  }

  private List<EvidenceCluster> roots(List<TrackedEvidence> holders, boolean live) {
    return holders.stream()
        .filter(entry -> entry.live() || !live)
        .map(this::cluster)
        .distinct()
        .toList();
  }

  /** Links evidence that states the same identifier, unless other statements contradict. */
  private void linkStatements() {
    SortedMap<Identifier, List<TrackedEvidence>> links = new TreeMap<>();
    for (TrackedEvidence entry : entries) {
      for (Identifier identifier : entry.identifiers) {
        if (!(identifier instanceof Manual) && index.joins(identifier)) {
          links.computeIfAbsent(identifier, link -> new ArrayList<>()).add(entry);
        }
      }
    }
    links.forEach(
        (identifier, holders) -> {
          List<EvidenceCluster> roots = new ArrayList<>(roots(holders, false));
          if (identifier instanceof Mac mac) {
            clusters.values().stream()
                .distinct()
                .filter(cluster -> cluster.macs.contains(mac) && !roots.contains(cluster))
                .forEach(roots::add);
          }
          if (roots.size() > 1) {
            markContested(
                identifier,
                mergeAccepted(
                    roots, (one, other) -> IdentityRules.mayBeOne(identifier, one, other)));
          }
        });
  }

  /** The owner of an identifier is the device that stated it first. */
  private static final Comparator<EvidenceCluster> BY_CLAIM =
      Comparator.comparing((EvidenceCluster cluster) -> cluster.claimed)
          .thenComparing(cluster -> cluster.firstSeen)
          .thenComparing(EvidenceCluster::first, TrackedEvidence.BY_KEY);

  /** Merges the clusters that a rule accepts; returns the remaining ones, the owner first. */
  private List<EvidenceCluster> mergeAccepted(List<EvidenceCluster> roots, Rule rule) {
    List<EvidenceCluster> open = new ArrayList<>(roots);
    open.sort(BY_CLAIM);
    List<EvidenceCluster> joined = new ArrayList<>();
    while (!open.isEmpty()) {
      EvidenceCluster owner = open.remove(0);
      for (boolean grew = true; grew; ) {
        grew = false;
        for (EvidenceCluster other : List.copyOf(open)) {
          if (rule.test(owner, other)) {
            open.remove(other);
            owner = merge(owner, other);
            grew = true;
          }
        }
      }
      joined.add(owner);
    }
    return joined;
  }

  /** Decides whether two clusters may be one. */
  interface Rule {
    boolean test(EvidenceCluster one, EvidenceCluster other);
  }

  /**
   * Marks an identifier that several clusters still state: one owns it, and the others are not
   * identified by it.
   */
  private static void markContested(Identifier identifier, List<EvidenceCluster> claimants) {
    EvidenceCluster owner = claimants.get(0);
    for (EvidenceCluster other : claimants.subList(1, claimants.size())) {
      other.disowned.add(identifier);
      if (!owner.claimsTo(identifier).isEmpty() && !other.claimsTo(identifier).isEmpty()) {
        owner.contested.putIfAbsent(identifier, other);
        other.contested.put(identifier, owner);
      }
    }
  }
}
