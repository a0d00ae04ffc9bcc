// SPDX-License-Identifier: Apache-2.0
package io.kitty.core.model;

import io.kitty.device.Endpoint;
import io.kitty.device.Identifier;
import io.kitty.device.Identifier.Mac;
import io.kitty.device.Identifier.Manual;
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
 * The only place that may join two records into one. Which entries are one machine is a function of
 * the set of entries alone: the order in which they came does not matter.
 *
 * <p>Links are drawn in this order: what people said is one machine; what holds one address ({@link
 * Places}); what one protocol saw under one key at an address and then at the next; the MAC address
 * that the kernel observed, where it is one machine's; what the entries state, the strongest
 * identifier first. {@link IdentityRules} says which links are believed.
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
   * Splits entries into machines.
   *
   * @param index knows which identifiers may join at all
   */
  static List<EvidenceCluster> partition(Collection<TrackedEvidence> entries, EvidenceIndex index) {
    IdentityResolver identity = new IdentityResolver(entries, index);
    if (entries.size() > 1) {
      identity.linkManually();
      identity.linkPlaces();
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

  /** Makes one of two clusters; returns it. */
  EvidenceCluster unite(EvidenceCluster one, EvidenceCluster other) {
    if (one == other) {
      return one;
    }
    EvidenceCluster into = one.entries.size() >= other.entries.size() ? one : other;
    EvidenceCluster from = into == one ? other : one;
    into.absorb(from);
    from.entries.forEach(entry -> clusters.put(entry, into));
    return into;
  }

  /** Makes one of all these entries, whatever they state. */
  void uniteAll(List<TrackedEvidence> some) {
    TrackedEvidence first = some.get(0);
    some.forEach(other -> unite(cluster(first), cluster(other)));
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
    links.values().forEach(this::uniteAll);
  }

  private void linkPlaces() {
    Map<Endpoint, List<TrackedEvidence>> places = new TreeMap<>(BY_PLACE);
    for (TrackedEvidence entry : entries) {
      if (index.holdsItsAddress(entry)) {
        places.computeIfAbsent(entry.endpoint(), place -> new ArrayList<>()).add(entry);
      }
    }
    AddressClaims rules = new AddressClaims(this, index);
    places.values().stream().filter(there -> there.size() > 1).forEach(rules::link);
  }

  private static final Comparator<Endpoint> BY_PLACE =
      Comparator.comparing((Endpoint endpoint) -> endpoint.address().getHostAddress())
          .thenComparing(Endpoint::interfaceName);

  /** A thing that was met at one address and then at another is the same thing. */
  private void linkMoves() {
    for (TrackedEvidence entry : entries) {
      for (TrackedEvidence next : index.places(entry.thing)) {
        EvidenceCluster old = cluster(entry);
        EvidenceCluster now = clusters.get(next);
        if (now != null && entry.hasMovedTo(next) && !old.isRivalOf(now)) {
          unite(old, now);
        }
      }
    }
  }

  /** What is behind one MAC address is one machine, where no other is behind it too. */
  private void linkMacs() {
    SortedMap<Mac, List<TrackedEvidence>> links = new TreeMap<>();
    for (TrackedEvidence entry : entries) {
      Mac mac = entry.evidence.mac();
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

  /** What has ended belongs to the machine that has its last MAC address now, or had it since. */
  private void linkBehind(Mac mac, List<TrackedEvidence> holders) {
    List<EvidenceCluster> machines = join(roots(holders, true), IdentityRules::mayShareMac);
    roots(holders, false).stream()
        .filter(cluster -> !cluster.live && mac.equals(lastMac(cluster)))
        .sorted(
            Comparator.comparing((EvidenceCluster cluster) -> cluster.lastSeen)
                .reversed()
                .thenComparing(BY_CLAIM))
        .forEach(
            left -> {
              for (int i = 0; i < machines.size(); i++) {
                EvidenceCluster machine = machines.get(i);
                boolean renamed = !machine.looksUnlike(left) || !index.isStatedElsewhere(left);
                if (renamed && IdentityRules.mayShareMac(machine, left)) {
                  machines.set(i, unite(machine, left));
                  return;
                }
              }
              machines.add(left);
            });
  }

  private static @Nullable Mac lastMac(EvidenceCluster cluster) {
    return cluster.entries.stream()
        .max(
            Comparator.comparing((TrackedEvidence entry) -> entry.evidence.lastSeen())
                .thenComparing(TrackedEvidence.BY_KEY))
        .map(entry -> entry.evidence.mac())
        .orElse(null);
  }

  private List<EvidenceCluster> roots(List<TrackedEvidence> holders, boolean live) {
    return holders.stream()
        .filter(entry -> entry.live() || !live)
        .map(this::cluster)
        .distinct()
        .toList();
  }

  /** What states one identifier is one machine, unless the rest contradicts. */
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
            contest(
                identifier,
                join(roots, (one, other) -> IdentityRules.mayBeOne(identifier, one, other)));
          }
        });
  }

  /** Who claims an identifier first owns it. */
  private static final Comparator<EvidenceCluster> BY_CLAIM =
      Comparator.comparing((EvidenceCluster cluster) -> cluster.claimed)
          .thenComparing(cluster -> cluster.firstSeen)
          .thenComparing(EvidenceCluster::first, TrackedEvidence.BY_KEY);

  /** Joins those that a rule lets join; returns what is left, the owner first. */
  private List<EvidenceCluster> join(List<EvidenceCluster> roots, Rule rule) {
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
            owner = unite(owner, other);
            grew = true;
          }
        }
      }
      joined.add(owner);
    }
    return joined;
  }

  /** Whether two clusters may be one. */
  interface Rule {
    boolean test(EvidenceCluster one, EvidenceCluster other);
  }

  /** An identifier that stays with several has one owner, and no one else is known by it. */
  private static void contest(Identifier identifier, List<EvidenceCluster> claimants) {
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
