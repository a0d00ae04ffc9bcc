// SPDX-License-Identifier: Apache-2.0
package io.kitty.model.identity;

import static java.util.Comparator.naturalOrder;

import io.kitty.device.Evidence;
import io.kitty.device.Fact;
import io.kitty.identifier.Identifier;
import io.kitty.identifier.Identifier.HostName;
import io.kitty.identifier.Identifier.Mac;
import io.kitty.identifier.Identifier.Serial;
import io.kitty.identifier.Identifier.Uuid;
import io.kitty.model.evidence.TrackedEvidence;
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
 * Evidence that {@link IdentityResolver} has linked as one device, with what its rules need: the
 * statements by type, and where and when it was seen.
 */
final class EvidenceCluster {

  /** How long a device that moves back and forth may seem to be at two addresses. */
  private static final Duration OVERLAP = Duration.ofMinutes(5);

  final List<TrackedEvidence> entries = new ArrayList<>(2);

  /** The stated identifiers. */
  final SortedSet<Identifier> stated = new TreeSet<>();

  /** What a device has only one of: serials by namespace, MAC addresses by protocol. */
  final Map<String, Set<String>> unique = new HashMap<>(4);

  /** What a device usually has only one of: host names and UUIDs, by protocol. */
  final Map<String, Set<String>> usuallyUnique = new HashMap<>(4);

  /** The names stated along with the identifiers. */
  final Set<String> names = new HashSet<>(2);

  /** The observed MAC addresses that no other device shares. */
  final Set<Mac> macs = new HashSet<>(2);

  /** The addresses at which the device itself was seen. */
  final Set<InetAddress> addresses = new HashSet<>(2);

  /** The identifiers that another device states too, each with one such cluster. */
  final SortedMap<Identifier, EvidenceCluster> contested = new TreeMap<>();

  /** The identifiers that it states and another device owns. */
  final Set<Identifier> disowned = new HashSet<>(2);

  /**
   * The identifiers that linked evidence with different MAC addresses, with only the name agreeing
   * as well.
   */
  final SortedSet<Identifier> doubtful = new TreeSet<>();

  /** All observed MAC addresses, shared ones included. */
  final Set<Mac> observed = new HashSet<>(2);

  /** Whether all of it was stated by other hosts only. */
  boolean claimed;

  boolean live;
  Instant since;
  Instant lastSeen;
  Instant firstSeen;

  EvidenceCluster(TrackedEvidence entry, EvidenceIndex index) {
    entries.add(entry);
    live = entry.live();
    claimed = entry.claimed();
    since = entry.evidence().since();
    lastSeen = entry.evidence().lastSeen();
    firstSeen = entry.evidence().firstSeen();
    if (!claimed) {
      addresses.add(entry.address());
    }
    Mac mac = entry.mac();
    if (mac != null) {
      observed.add(mac);
      if (!index.isShared(mac)) {
        macs.add(mac);
      }
    }
    String protocol = entry.evidence().source().namespace();
    for (Identifier identifier : entry.identifiers) {
      stated.add(identifier);
      String value = identifier.value();
      if (identifier instanceof Serial) {
        put(unique, identifier.namespace(), value);
      } else if (identifier instanceof Mac) {
        put(unique, "mac " + protocol, value);
      } else if (identifier instanceof HostName || identifier instanceof Uuid) {
        put(usuallyUnique, identifier.namespace() + " " + protocol, value);
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

  /** Adds all evidence of another cluster. */
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
    other.usuallyUnique.forEach(
        (sort, values) -> values.forEach(value -> put(usuallyUnique, sort, value)));
    names.addAll(other.names);
    macs.addAll(other.macs);
    addresses.addAll(other.addresses);
    contested.putAll(other.contested);
    disowned.addAll(other.disowned);
    doubtful.addAll(other.doubtful);
  }

  /**
   * Returns whether the clusters state different values of something that a device has only one of.
   */
  boolean contradicts(EvidenceCluster other) {
    return differ(unique, other.unique);
  }

  /**
   * Returns whether the clusters state different values of something that a device usually has only
   * one of.
   */
  boolean differsFrom(EvidenceCluster other) {
    return differ(usuallyUnique, other.usuallyUnique);
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

  /**
   * Returns the number of types of statements they share: the kinds of identifiers, and the name.
   */
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
   * Returns whether it departed, and the other one took its place: it last stated an identifier
   * before the other one did, or so shortly after that one device may have moved there and back.
   */
  boolean movedTo(EvidenceCluster other, Identifier identifier) {
    if (live) {
      return false;
    }
    Instant last =
        claims(identifier).map(e -> e.evidence().lastSeen()).max(naturalOrder()).orElse(lastSeen);
    List<Evidence> theirs =
        other
            .claims(identifier)
            .filter(e -> e.live() || !other.live)
            .map(e -> e.evidence())
            .toList();
    Instant next = theirs.stream().map(Evidence::since).min(naturalOrder()).orElse(other.since);
    return last.isBefore(next)
        || last.isBefore(next.plus(OVERLAP))
            && theirs.stream().anyMatch(evidence -> last.isBefore(evidence.lastSeen()));
  }

  /** Returns the live evidence that states an identifier, or has it as MAC address. */
  List<TrackedEvidence> claimsTo(Identifier identifier) {
    return claims(identifier).filter(TrackedEvidence::live).toList();
  }

  private Stream<TrackedEvidence> claims(Identifier identifier) {
    return entries.stream()
        .filter(entry -> entry.identifiers.contains(identifier) || identifier.equals(entry.mac()));
  }

  /** Returns the first piece of evidence, in an order that is independent of arrival. */
  TrackedEvidence first() {
    return Collections.min(entries, TrackedEvidence.BY_KEY);
  }

  boolean hasAnyAddress(Collection<InetAddress> others) {
    return !Collections.disjoint(addresses, others);
  }
}
