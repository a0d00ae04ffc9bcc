// SPDX-License-Identifier: Apache-2.0
package io.kitty.core.model;

import io.kitty.device.Identifier;
import io.kitty.device.Identifier.Mac;
import io.kitty.device.Identifier.Manual;
import java.net.InetAddress;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Finds the entries that could be one machine with given ones. */
final class EvidenceIndex {

  /** An identifier that is stated at more addresses than this is no machine's: it joins nothing. */
  private static final int MAX_ADDRESSES = 16;

  /** Nor is one that more entries state than this. */
  private static final int MAX_HOLDERS = 256;

  /** Beyond so many entries only what holds an address, and the record before, is followed. */
  private static final int MAX_CLOSURE = 1024;

  /** The entries that state an identifier, and whether it may join them. */
  private static final class Holders {
    final Set<TrackedEvidence> entries = new LinkedHashSet<>(2);
    boolean joins = true;

    /** Looks again; tells whether that has changed. */
    boolean judge(Identifier identifier) {
      boolean before = joins;
      joins =
          identifier instanceof Manual
              || entries.size() <= MAX_ADDRESSES
              || entries.size() <= MAX_HOLDERS && !isStatedAtTooMany();
      return joins != before;
    }

    private boolean isStatedAtTooMany() {
      Set<InetAddress> addresses = new HashSet<>();
      for (TrackedEvidence entry : entries) {
        if (entry.live() && addresses.add(entry.address()) && addresses.size() > MAX_ADDRESSES) {
          return true;
        }
      }
      return false;
    }
  }

  /** The entries with one address, and when the latest of them began. */
  private static final class Place {
    final Set<TrackedEvidence> entries = new LinkedHashSet<>(2);
    Instant latest = Instant.MIN;

    /** When the machine that was there first was first seen. */
    final Instant known;

    Place(Instant known) {
      this.known = known;
    }
  }

  private final EvidenceTable things;
  private final SharedMacs neighbours = new SharedMacs();
  private final Map<Identifier, Holders> byIdentifier = new HashMap<>();
  private final Map<InetAddress, Place> byAddress = new ConcurrentHashMap<>();

  EvidenceIndex(EvidenceTable things) {
    this.things = things;
  }

  /**
   * Takes in an entry.
   *
   * @return the entries that may belong together otherwise now: it, and all beside an identifier or
   *     MAC address that joins others than before
   */
  Set<TrackedEvidence> add(TrackedEvidence entry) {
    Set<TrackedEvidence> affected = new LinkedHashSet<>();
    affected.add(entry);
    for (Identifier identifier : entry.identifiers) {
      Holders holders = byIdentifier.computeIfAbsent(identifier, i -> new Holders());
      holders.entries.add(entry);
      if (holders.judge(identifier)) {
        affected.addAll(holders.entries);
      }
    }
    affected.addAll(neighbours.add(entry));
    Place place = byAddress.computeIfAbsent(entry.address(), e -> new Place(entry.known));
    place.entries.add(entry);
    if (entry.live() && entry.evidence.since().isAfter(place.latest)) {
      place.latest = entry.evidence.since();
    }
    return affected;
  }

  /**
   * Drops an entry.
   *
   * @return the entries that may belong together otherwise now, without it
   */
  Set<TrackedEvidence> remove(TrackedEvidence entry) {
    Set<TrackedEvidence> affected = new LinkedHashSet<>();
    for (Identifier identifier : entry.identifiers) {
      Holders holders = byIdentifier.get(identifier);
      if (holders == null || !holders.entries.remove(entry)) {
        continue;
      }
      if (holders.entries.isEmpty()) {
        byIdentifier.remove(identifier);
      } else if (holders.judge(identifier)) {
        affected.addAll(holders.entries);
      }
    }
    affected.addAll(neighbours.remove(entry));
    Place place = byAddress.get(entry.address());
    if (place != null && place.entries.remove(entry) && place.entries.isEmpty()) {
      byAddress.remove(entry.address());
    }
    return affected;
  }

  /**
   * An entry was seen again and states what it stated before. Whether two machines are there at the
   * same time shows only now, where one came after the other had been seen last.
   *
   * @param before when it was seen last before
   * @return whether it may belong together with others otherwise now
   */
  boolean seenAgain(TrackedEvidence entry, Instant before) {
    neighbours.seenAgain(entry);
    DeviceGroup group = entry.group;
    Place place = byAddress.get(entry.address());
    return group != null && before.isBefore(group.latest)
        || place != null && before.isBefore(place.latest);
  }

  /**
   * Looks again at the MAC addresses of entries that were seen again.
   *
   * @return the entries that may belong together otherwise now
   */
  Set<TrackedEvidence> judgeAgain() {
    return neighbours.judgeAgain();
  }

  /** Whether an identifier may join records. */
  boolean joins(Identifier identifier) {
    Holders holders = byIdentifier.get(identifier);
    return holders == null || holders.joins;
  }

  /** Whether more than one machine is behind a MAC address. */
  boolean isShared(Mac mac) {
    return neighbours.isShared(mac);
  }

  /** The entries behind a MAC address, if it is one machine's. */
  Set<TrackedEvidence> behind(Mac mac) {
    return neighbours.behind(mac);
  }

  /** What is known of a thing, at each address. */
  List<TrackedEvidence> places(SightingKey thing) {
    return things.places(thing);
  }

  /**
   * The given entries with all that any link leads to, directly or not. What is outside cannot be
   * one machine with what is inside.
   */
  Set<TrackedEvidence> closure(Collection<TrackedEvidence> seeds) {
    Set<TrackedEvidence> closure = new LinkedHashSet<>();
    Set<Object> followed = new HashSet<>(); // each link leads everywhere it can the first time
    Deque<TrackedEvidence> open = new ArrayDeque<>(seeds);
    while (!open.isEmpty()) {
      TrackedEvidence entry = open.pop();
      if (!closure.add(entry)) {
        continue;
      }
      if (closure.size() <= MAX_CLOSURE) {
        followLinks(entry, followed, open);
      }
      if ((entry.live() || holdsItsAddress(entry)) && followed.add(entry.address())) {
        at(entry.address()).stream()
            .filter(other -> other.live() || holdsItsAddress(other))
            .forEach(open::add);
      }
      if (entry.group != null && followed.add(entry.group)) {
        open.addAll(entry.group.members);
      }
    }
    return closure;
  }

  private void followLinks(
      TrackedEvidence entry, Set<Object> followed, Deque<TrackedEvidence> open) {
    for (Identifier identifier : entry.identifiers) {
      if (followed.add(identifier)) {
        open.addAll(linked(identifier));
        if (identifier instanceof Mac mac) {
          open.addAll(behind(mac));
        }
      }
    }
    Mac mac = entry.mac();
    if (mac != null && !isShared(mac) && followed.add(mac)) {
      open.addAll(behind(mac));
      open.addAll(linked(mac));
    }
    open.addAll(places(entry.thing));
  }

  /** Whether an entry may be joined with others by its address. */
  boolean holdsItsAddress(TrackedEvidence entry) {
    if (entry.apart || entry.claimed()) {
      return false;
    }
    return entry.live() ? !hasMoved(entry) : isNameless(entry) || stayedBehind(entry);
  }

  private boolean hasMoved(TrackedEvidence entry) {
    for (TrackedEvidence next : places(entry.thing)) {
      if (entry.hasMovedTo(next)) {
        return true;
      }
    }
    return false;
  }

  /** Whether its thing came to another address since, whatever MAC addresses were observed. */
  boolean isElsewhere(TrackedEvidence entry) {
    for (TrackedEvidence next : places(entry.thing)) {
      if (next != entry
          && next.live()
          && !next.claimed()
          && entry.evidence.lastSeen().isBefore(next.evidence.since())) {
        return true;
      }
    }
    return false;
  }

  /** Whether a live entry outside of these states an identifier of theirs. */
  boolean isStatedElsewhere(EvidenceCluster cluster) {
    for (Identifier identifier : cluster.stated) {
      for (TrackedEvidence entry : linked(identifier)) {
        if (entry.live() && !cluster.entries.contains(entry)) {
          return true;
        }
      }
    }
    return false;
  }

  /** What states no identifier is its address, and for as long as it is remembered. */
  private boolean isNameless(TrackedEvidence entry) {
    return entry.identifiers.stream().noneMatch(this::joins);
  }

  /**
   * Where something nameless has answered all the while, it is still the machine that was last
   * known there: one that says goodbye by one protocol and goes on answering to another.
   */
  private boolean stayedBehind(TrackedEvidence entry) {
    boolean answers = false;
    for (TrackedEvidence other : at(entry.address())) {
      if (other == entry || !other.endpoint().equals(entry.endpoint()) || other.claimed()) {
        continue;
      }
      if (isNameless(other)) {
        answers |= other.live() && !other.evidence.since().isAfter(entry.evidence.lastSeen());
      } else if (other.live() || BY_RECENCY.compare(other, entry) > 0) {
        return false;
      }
    }
    return answers;
  }

  private static final Comparator<TrackedEvidence> BY_RECENCY =
      Comparator.comparing((TrackedEvidence entry) -> entry.evidence.lastSeen())
          .thenComparing(TrackedEvidence.BY_KEY);

  /** The entries that an identifier may join. */
  Set<TrackedEvidence> linked(Identifier identifier) {
    @Nullable Holders holders = byIdentifier.get(identifier);
    return holders == null || !holders.joins ? Set.of() : holders.entries;
  }

  /** All entries with an address. */
  Set<TrackedEvidence> at(InetAddress address) {
    Place place = byAddress.get(address);
    return place == null ? Set.of() : place.entries;
  }

  /** Whether something has been known at an address since before a time. Any thread. */
  boolean isKnownSince(InetAddress address, Instant before) {
    Place place = byAddress.get(address);
    return place != null && place.known.isBefore(before);
  }

  boolean isEmpty() {
    return byIdentifier.isEmpty() && byAddress.isEmpty() && neighbours.isEmpty();
  }
}
