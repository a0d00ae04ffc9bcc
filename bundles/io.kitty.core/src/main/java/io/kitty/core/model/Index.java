// SPDX-License-Identifier: Apache-2.0
package io.kitty.core.model;

import io.kitty.device.Identifier;
import io.kitty.device.Identifier.Mac;
import java.net.InetAddress;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds the entries that could be one machine with given ones. */
final class Index {

  /**
   * A hardware address that stands beside more addresses than this is no machine's: a router that
   * answers for others.
   */
  private static final int MOST_ADDRESSES = 8;

  /** An identifier that more entries show than this is a flood, and joins nothing. */
  private static final int MOST_HOLDERS = 256;

  /** The entries that show an identifier, and whether it may join them. */
  private static final class Holders {
    final Set<Entry> entries = new LinkedHashSet<>(2);
    boolean joins = true;

    /** Looks again; tells whether that has changed. */
    boolean judge(Identifier identifier) {
      boolean before = joins;
      joins =
          entries.size() <= MOST_HOLDERS
              && (!(identifier instanceof Mac) || !standsBesideTooMany());
      return joins != before;
    }

    private boolean standsBesideTooMany() {
      if (entries.size() <= MOST_ADDRESSES) {
        return false;
      }
      Set<InetAddress> addresses = new HashSet<>();
      for (Entry entry : entries) {
        if (addresses.add(entry.address()) && addresses.size() > MOST_ADDRESSES) {
          return true;
        }
      }
      return false;
    }
  }

  private final Map<Identifier, Holders> byIdentifier = new HashMap<>();
  private final Map<InetAddress, Set<Entry>> byAddress = new HashMap<>();

  /**
   * Takes in an entry.
   *
   * @return the entries that may belong together otherwise now: it, and all beside an identifier
   *     that may join no more
   */
  Set<Entry> add(Entry entry) {
    Set<Entry> affected = new LinkedHashSet<>();
    affected.add(entry);
    for (Identifier identifier : entry.identifiers) {
      Holders holders = byIdentifier.computeIfAbsent(identifier, i -> new Holders());
      holders.entries.add(entry);
      if (holders.judge(identifier)) {
        affected.addAll(holders.entries);
      }
    }
    byAddress.computeIfAbsent(entry.address(), e -> new LinkedHashSet<>(2)).add(entry);
    return affected;
  }

  /**
   * Lets go of an entry.
   *
   * @return the entries that may belong together otherwise now, without it
   */
  Set<Entry> remove(Entry entry) {
    Set<Entry> affected = new LinkedHashSet<>();
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
    Set<Entry> there = byAddress.get(entry.address());
    if (there != null && there.remove(entry) && there.isEmpty()) {
      byAddress.remove(entry.address());
    }
    return affected;
  }

  /** Whether an identifier may join records. */
  boolean joins(Identifier identifier) {
    Holders holders = byIdentifier.get(identifier);
    return holders == null || holders.joins;
  }

  /**
   * The given entries with all that any link leads to, directly or not. What is outside cannot be
   * one machine with what is inside.
   */
  Set<Entry> closure(Collection<Entry> seeds) {
    Set<Entry> closure = new LinkedHashSet<>();
    Set<Object> followed = new HashSet<>(); // each link leads everywhere it can the first time
    Deque<Entry> open = new ArrayDeque<>(seeds);
    while (!open.isEmpty()) {
      Entry entry = open.pop();
      if (!closure.add(entry)) {
        continue;
      }
      for (Identifier identifier : entry.identifiers) {
        if (followed.add(identifier)) {
          open.addAll(linked(identifier));
        }
      }
      if (holdsItsAddress(entry) && followed.add(entry.address())) {
        at(entry.address()).stream().filter(this::holdsItsAddress).forEach(open::add);
      }
      if (entry.group != null && followed.add(entry.group)) {
        open.addAll(entry.group.members);
      }
    }
    return closure;
  }

  /** Whether an entry may be joined with others by its address. */
  boolean holdsItsAddress(Entry entry) {
    return !entry.apart && (entry.live() || isNameless(entry) || stayedBehind(entry));
  }

  /** What shows no identifier is its address, and for as long as it is remembered. */
  private boolean isNameless(Entry entry) {
    return entry.identifiers.stream().noneMatch(this::joins);
  }

  /**
   * Where something nameless has answered all the while, it is still the machine that was last
   * known there: one that says goodbye by one protocol and goes on answering to another.
   */
  private boolean stayedBehind(Entry entry) {
    boolean answers = false;
    for (Entry other : at(entry.address())) {
      if (other == entry || !other.endpoint().equals(entry.endpoint())) {
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

  private static final Comparator<Entry> BY_RECENCY =
      Comparator.comparing((Entry entry) -> entry.evidence.lastSeen())
          .thenComparing(entry -> entry.thing.toString());

  /** The entries that an identifier may join. */
  Set<Entry> linked(Identifier identifier) {
    @Nullable Holders holders = byIdentifier.get(identifier);
    return holders == null || !holders.joins ? Set.of() : holders.entries;
  }

  /** All entries with an address. */
  Set<Entry> at(InetAddress address) {
    return byAddress.getOrDefault(address, Set.of());
  }

  boolean isEmpty() {
    return byIdentifier.isEmpty() && byAddress.isEmpty();
  }
}
