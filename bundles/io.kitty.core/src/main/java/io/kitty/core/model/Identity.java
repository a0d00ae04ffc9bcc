// SPDX-License-Identifier: Apache-2.0
package io.kitty.core.model;

import io.kitty.device.Endpoint;
import io.kitty.device.Identifier;
import io.kitty.device.Identifier.ByHand;
import io.kitty.device.Identifier.Mac;
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
 * identifier first. {@link Rules} says which links are believed.
 */
final class Identity {

  private final Map<Entry, Cluster> clusters = new IdentityHashMap<>();
  private final List<Entry> entries;
  private final Index index;

  private Identity(Collection<Entry> all, Index index) {
    this.entries = List.copyOf(all);
    this.index = index;
    entries.forEach(entry -> clusters.put(entry, new Cluster(entry, index)));
  }

  /**
   * Splits entries into machines.
   *
   * @param index knows which identifiers may join at all
   */
  static List<Cluster> partition(Collection<Entry> entries, Index index) {
    Identity identity = new Identity(entries, index);
    if (entries.size() > 1) {
      identity.linkByHand();
      identity.linkPlaces();
      identity.linkMoves();
      identity.linkMacs();
      identity.linkStatements();
    }
    return List.copyOf(new LinkedHashSet<>(identity.ordered()));
  }

  private List<Cluster> ordered() {
    return entries.stream().map(this::cluster).toList();
  }

  Cluster cluster(Entry entry) {
    return Objects.requireNonNull(clusters.get(entry));
  }

  /** Makes one of two clusters; returns it. */
  Cluster unite(Cluster one, Cluster other) {
    if (one == other) {
      return one;
    }
    Cluster into = one.entries.size() >= other.entries.size() ? one : other;
    Cluster from = into == one ? other : one;
    into.absorb(from);
    from.entries.forEach(entry -> clusters.put(entry, into));
    return into;
  }

  /** Makes one of all these entries, whatever they state. */
  void uniteAll(List<Entry> some) {
    Entry first = some.get(0);
    some.forEach(other -> unite(cluster(first), cluster(other)));
  }

  private void linkByHand() {
    SortedMap<Identifier, List<Entry>> links = new TreeMap<>();
    for (Entry entry : entries) {
      for (Identifier identifier : entry.identifiers) {
        if (identifier instanceof ByHand) {
          links.computeIfAbsent(identifier, i -> new ArrayList<>()).add(entry);
        }
      }
    }
    links.values().forEach(this::uniteAll);
  }

  private void linkPlaces() {
    Map<Endpoint, List<Entry>> places = new TreeMap<>(BY_PLACE);
    for (Entry entry : entries) {
      if (index.holdsItsAddress(entry)) {
        places.computeIfAbsent(entry.endpoint(), place -> new ArrayList<>()).add(entry);
      }
    }
    Places rules = new Places(this, index);
    places.values().stream().filter(there -> there.size() > 1).forEach(rules::link);
  }

  private static final Comparator<Endpoint> BY_PLACE =
      Comparator.comparing((Endpoint endpoint) -> endpoint.address().getHostAddress())
          .thenComparing(Endpoint::interfaceName);

  /** A thing that was met at one address and then at another is the same thing. */
  private void linkMoves() {
    for (Entry entry : entries) {
      for (Entry next : index.places(entry.thing)) {
        Cluster old = cluster(entry);
        Cluster now = clusters.get(next);
        if (now != null && entry.hasMovedTo(next) && !old.isRivalOf(now)) {
          unite(old, now);
        }
      }
    }
  }

  /** What is behind one MAC address is one machine, where no other is behind it too. */
  private void linkMacs() {
    SortedMap<Mac, List<Entry>> links = new TreeMap<>();
    for (Entry entry : entries) {
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
  private void linkBehind(Mac mac, List<Entry> holders) {
    List<Cluster> machines = join(roots(holders, true), Rules::mayShareMac);
    roots(holders, false).stream()
        .filter(cluster -> !cluster.live && mac.equals(lastMac(cluster)))
        .sorted(
            Comparator.comparing((Cluster cluster) -> cluster.lastSeen)
                .reversed()
                .thenComparing(BY_CLAIM))
        .forEach(
            left -> {
              for (int i = 0; i < machines.size(); i++) {
                Cluster machine = machines.get(i);
                boolean renamed = !machine.looksUnlike(left) || !index.isStatedElsewhere(left);
                if (renamed && Rules.mayShareMac(machine, left)) {
                  machines.set(i, unite(machine, left));
                  return;
                }
              }
              machines.add(left);
            });
  }

  private static @Nullable Mac lastMac(Cluster cluster) {
    return cluster.entries.stream()
        .max(
            Comparator.comparing((Entry entry) -> entry.evidence.lastSeen())
                .thenComparing(Entry.BY_KEY))
        .map(entry -> entry.evidence.mac())
        .orElse(null);
  }

  private List<Cluster> roots(List<Entry> holders, boolean live) {
    return holders.stream()
        .filter(entry -> entry.live() || !live)
        .map(this::cluster)
        .distinct()
        .toList();
  }

  /** What states one identifier is one machine, unless the rest contradicts. */
  private void linkStatements() {
    SortedMap<Identifier, List<Entry>> links = new TreeMap<>();
    for (Entry entry : entries) {
      for (Identifier identifier : entry.identifiers) {
        if (!(identifier instanceof ByHand) && index.joins(identifier)) {
          links.computeIfAbsent(identifier, link -> new ArrayList<>()).add(entry);
        }
      }
    }
    links.forEach(
        (identifier, holders) -> {
          List<Cluster> roots = new ArrayList<>(roots(holders, false));
          if (identifier instanceof Mac mac) {
            clusters.values().stream()
                .distinct()
                .filter(cluster -> cluster.macs.contains(mac) && !roots.contains(cluster))
                .forEach(roots::add);
          }
          if (roots.size() > 1) {
            contest(
                identifier, join(roots, (one, other) -> Rules.mayBeOne(identifier, one, other)));
          }
        });
  }

  /** Who claims an identifier first owns it. */
  private static final Comparator<Cluster> BY_CLAIM =
      Comparator.comparing((Cluster cluster) -> cluster.claimed)
          .thenComparing(cluster -> cluster.firstSeen)
          .thenComparing(Cluster::first, Entry.BY_KEY);

  /** Joins those that a rule lets join; returns what is left, the owner first. */
  private List<Cluster> join(List<Cluster> roots, Rule rule) {
    List<Cluster> open = new ArrayList<>(roots);
    open.sort(BY_CLAIM);
    List<Cluster> joined = new ArrayList<>();
    while (!open.isEmpty()) {
      Cluster owner = open.remove(0);
      for (boolean grew = true; grew; ) {
        grew = false;
        for (Cluster other : List.copyOf(open)) {
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
    boolean test(Cluster one, Cluster other);
  }

  /** An identifier that stays with several has one owner, and no one else is known by it. */
  private static void contest(Identifier identifier, List<Cluster> claimants) {
    Cluster owner = claimants.get(0);
    for (Cluster other : claimants.subList(1, claimants.size())) {
      other.disowned.add(identifier);
      if (!owner.claimsTo(identifier).isEmpty() && !other.claimsTo(identifier).isEmpty()) {
        owner.contested.putIfAbsent(identifier, other);
        other.contested.put(identifier, owner);
      }
    }
  }
}
