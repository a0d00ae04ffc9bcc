// SPDX-License-Identifier: Apache-2.0
package io.kitty.core.model;

import static java.util.Comparator.naturalOrder;

import io.kitty.device.Evidence;
import io.kitty.device.Fact;
import io.kitty.device.Identifier;
import io.kitty.device.Identifier.HostName;
import io.kitty.device.Identifier.Mac;
import io.kitty.device.Identifier.Serial;
import io.kitty.device.Identifier.Uuid;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Entries that are one machine as far as {@link IdentityResolver} has found out, and what its rules
 * ask of them: what they state, by sort, and where and when they were met.
 */
final class EvidenceCluster {

  /** How long a machine that moves to and fro may seem to be at two addresses. */
  private static final Duration OVERLAP = Duration.ofMinutes(5);

  final List<TrackedEvidence> entries = new ArrayList<>(2);

  /** The identifiers that its entries state. */
  final SortedSet<Identifier> stated = new TreeSet<>();

  /** What one machine has one of: serials by namespace, MAC addresses by protocol. */
  final Map<String, Set<String>> unique = new HashMap<>(4);

  /** What a machine usually has one of: host names and UUIDs, by protocol. */
  final Map<String, Set<String>> usual = new HashMap<>(4);

  /** The names that go with what it states. */
  final Set<String> names = new HashSet<>(2);

  /** The observed MAC addresses that are no other machine's too. */
  final Set<Mac> macs = new HashSet<>(2);

  /** The addresses that the machine itself was met at. */
  final Set<InetAddress> addresses = new HashSet<>(2);

  /** The identifiers that others state as well, who are another machine, and one of those. */
  final SortedMap<Identifier, EvidenceCluster> contested = new TreeMap<>();

  /** The identifiers that it states and another machine owns. */
  final Set<Identifier> disowned = new HashSet<>(2);

  /** What joined entries behind different MAC addresses, with nothing but the name to agree. */
  final SortedSet<Identifier> doubtful = new TreeSet<>();

  /** All observed MAC addresses, those that other machines are behind too. */
  final Set<Mac> observed = new HashSet<>(2);

  /** Whether all of it is only what other hosts state. */
  boolean claimed;

  boolean live;
  Instant since;
  Instant lastSeen;
  Instant firstSeen;

  EvidenceCluster(TrackedEvidence entry, EvidenceIndex index) {
    entries.add(entry);
    live = entry.live();
    claimed = entry.claimed();
    since = entry.evidence.since();
    lastSeen = entry.evidence.lastSeen();
    firstSeen = entry.evidence.firstSeen();
    if (!claimed) {
      addresses.add(entry.address());
    }
    Mac mac = entry.evidence.mac();
    if (mac != null) {
      observed.add(mac);
      if (!index.isShared(mac)) {
        macs.add(mac);
      }
    }
    String protocol = entry.evidence.source().namespace();
    for (Identifier identifier : entry.identifiers) {
      stated.add(identifier);
      String value = identifier.value();
      if (identifier instanceof Serial) {
        put(unique, identifier.namespace(), value);
      } else if (identifier instanceof Mac) {
        put(unique, "mac " + protocol, value);
      } else if (identifier instanceof HostName || identifier instanceof Uuid) {
        put(usual, identifier.namespace() + " " + protocol, value);
      }
    }
    String name = entry.sighting().facts().get(Fact.NAME);
    if (name != null) {
      names.add(name);
    }
  }

  private static void put(Map<String, Set<String>> sorts, String sort, String value) {
    sorts.computeIfAbsent(sort, s -> new TreeSet<>()).add(value);
  }

  /** Takes over all of another one. */
  void absorb(EvidenceCluster other) {
    if (live == other.live) {
      since = since.isBefore(other.since) ? since : other.since;
      lastSeen = lastSeen.isAfter(other.lastSeen) ? lastSeen : other.lastSeen;
    } else if (other.live) {
      since = other.since;
      lastSeen = other.lastSeen;
    }
    firstSeen = firstSeen.isBefore(other.firstSeen) ? firstSeen : other.firstSeen;
    live |= other.live;
    claimed &= other.claimed;
    observed.addAll(other.observed);
    entries.addAll(other.entries);
    stated.addAll(other.stated);
    other.unique.forEach((sort, values) -> values.forEach(value -> put(unique, sort, value)));
    other.usual.forEach((sort, values) -> values.forEach(value -> put(usual, sort, value)));
    names.addAll(other.names);
    macs.addAll(other.macs);
    addresses.addAll(other.addresses);
    contested.putAll(other.contested);
    disowned.addAll(other.disowned);
    doubtful.addAll(other.doubtful);
  }

  /** Whether they state different things of which a machine has one. */
  boolean isRivalOf(EvidenceCluster other) {
    return differ(unique, other.unique);
  }

  /** Whether they state different things of which a machine usually has one. */
  boolean looksUnlike(EvidenceCluster other) {
    return differ(usual, other.usual);
  }

  private static boolean differ(Map<String, Set<String>> ours, Map<String, Set<String>> theirs) {
    for (Map.Entry<String, Set<String>> own : ours.entrySet()) {
      Set<String> values = theirs.get(own.getKey());
      if (values != null && Collections.disjoint(values, own.getValue())) {
        return true;
      }
    }
    return false;
  }

  /** How many sorts of statements they share: the kinds of identifiers, and the name. */
  int agreements(EvidenceCluster other) {
    Set<String> sorts = new HashSet<>();
    for (Identifier identifier : stated) {
      if (other.stated.contains(identifier)) {
        sorts.add(identifier.namespace());
      }
    }
    int strong = sorts.size() - (sorts.contains("hostname") ? 1 : 0);
    boolean name = strong > 0 && !Collections.disjoint(names, other.names);
    return strong == 0 ? sorts.size() : sorts.size() + (name ? 1 : 0);
  }

  /**
   * Whether it has left, and the other one came in its place: it stated an identifier last before
   * the other one did, or so soon after that one machine may have moved over and back.
   */
  boolean leftTo(EvidenceCluster other, Identifier identifier) {
    if (live) {
      return false;
    }
    Instant last =
        claims(identifier).map(e -> e.evidence.lastSeen()).max(naturalOrder()).orElse(lastSeen);
    List<Evidence> theirs =
        other.claims(identifier).filter(e -> e.live() || !other.live).map(e -> e.evidence).toList();
    Instant next = theirs.stream().map(Evidence::since).min(naturalOrder()).orElse(other.since);
    return last.isBefore(next)
        || last.isBefore(next.plus(OVERLAP))
            && theirs.stream().anyMatch(evidence -> last.isBefore(evidence.lastSeen()));
  }

  /** The live entries that state an identifier, or were observed behind it. */
  List<TrackedEvidence> claimsTo(Identifier identifier) {
    return claims(identifier).filter(TrackedEvidence::live).toList();
  }

  private Stream<TrackedEvidence> claims(Identifier identifier) {
    return entries.stream()
        .filter(
            entry ->
                entry.identifiers.contains(identifier) || identifier.equals(entry.evidence.mac()));
  }

  /** The first of its entries, in an order that does not hang on when they came. */
  TrackedEvidence first() {
    return Collections.min(entries, TrackedEvidence.BY_KEY);
  }

  boolean meetsAny(Collection<InetAddress> others) {
    return !Collections.disjoint(addresses, others);
  }
}
