// SPDX-License-Identifier: Apache-2.0
package io.kitty.model.identity;

import io.kitty.identifier.Identifier;
import io.kitty.identifier.Identifier.Mac;
import io.kitty.identifier.Identifier.Manual;
import io.kitty.model.evidence.AddressEntry;
import io.kitty.model.evidence.EvidenceSet;
import io.kitty.model.evidence.EvidenceTable;
import io.kitty.model.evidence.SightingKey;
import io.kitty.model.evidence.TrackedEvidence;
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

/** Finds evidence that may belong to the same device as given evidence. */
public final class EvidenceIndex {

  /** An identifier stated at more addresses than this identifies no device, and links nothing. */
  private static final int MAX_ADDRESSES = 16;

  /** The same for an identifier stated by more pieces of evidence than this. */
  private static final int MAX_HOLDERS = 256;

  /** In a larger closure only links by address and by previous group are followed. */
  private static final int MAX_CLOSURE = 1024;

  /** The evidence that states an identifier, and whether that may link it. */
  private static final class Holders extends EvidenceSet {
    boolean joins = true;

    /** Updates {@code joins}; returns whether it changed. */
    boolean update(Identifier identifier) {
      boolean before = joins;
      joins =
          identifier instanceof Manual
              || size() <= MAX_ADDRESSES
              || size() <= MAX_HOLDERS && !isStatedAtTooMany();
      return joins != before;
    }

    private boolean isStatedAtTooMany() {
      Set<InetAddress> addresses = new HashSet<>();
      for (TrackedEvidence entry : this) {
        if (entry.live() && addresses.add(entry.address()) && addresses.size() > MAX_ADDRESSES) {
          return true;
        }
      }
      return false;
    }
  }

  private final EvidenceTable table;
  private final SharedMacs sharedMacs = new SharedMacs();
  private final Map<Identifier, Holders> byIdentifier = new HashMap<>();
  private final Map<InetAddress, AddressEntry> byAddress = new ConcurrentHashMap<>();

  public EvidenceIndex(EvidenceTable table) {
    this.table = table;
  }

  /**
   * Adds a piece of evidence.
   *
   * @return the evidence to be regrouped: it, and all that has an identifier or MAC address whose
   *     links changed
   */
  public Set<TrackedEvidence> add(TrackedEvidence entry) {
    Set<TrackedEvidence> affected = new LinkedHashSet<>();
    affected.add(entry);
    for (Identifier identifier : entry.identifiers) {
      Holders holders = byIdentifier.computeIfAbsent(identifier, i -> new Holders());
      holders.add(entry);
      if (holders.update(identifier)) {
        affected.addAll(holders);
      }
    }
    affected.addAll(sharedMacs.add(entry));
    byAddress.computeIfAbsent(entry.address(), e -> new AddressEntry(entry.known)).add(entry);
    return affected;
  }

  /**
   * Removes a piece of evidence.
   *
   * @return the evidence to be regrouped without it
   */
  public Set<TrackedEvidence> remove(TrackedEvidence entry) {
    Set<TrackedEvidence> affected = new LinkedHashSet<>();
    for (Identifier identifier : entry.identifiers) {
      Holders holders = byIdentifier.get(identifier);
      if (holders == null || !holders.remove(entry)) {
        continue;
      }
      if (holders.isEmpty()) {
        byIdentifier.remove(identifier);
      } else if (holders.update(identifier)) {
        affected.addAll(holders);
      }
    }
    affected.addAll(sharedMacs.remove(entry));
    AddressEntry place = byAddress.get(entry.address());
    if (place != null && place.remove(entry) && place.isEmpty()) {
      byAddress.remove(entry.address());
    }
    return affected;
  }

  /**
   * Updates a piece of evidence that was seen again without changes. Only now may it show that two
   * devices are present at the same time, if one began after the other had last been seen.
   *
   * @param before when it was last seen before, ns since 1970
   * @return whether it is to be regrouped
   */
  public boolean seenAgain(TrackedEvidence entry, long before) {
    if (entry.macElsewhere) {
      sharedMacs.seenAgain(entry);
    }
    return entry.isFollowed(before);
  }

  /**
   * Checks the MAC addresses of evidence that was seen again.
   *
   * @return the evidence to be regrouped
   */
  public Set<TrackedEvidence> recheck() {
    return sharedMacs.recheck();
  }

  /** Returns whether an identifier may link records. */
  boolean joins(Identifier identifier) {
    Holders holders = byIdentifier.get(identifier);
    return holders == null || holders.joins;
  }

  /** Returns whether more than one device has a MAC address. */
  public boolean isShared(Mac mac) {
    return sharedMacs.isShared(mac);
  }

  /** Returns the evidence with a MAC address, if that is not shared. */
  Set<TrackedEvidence> behind(Mac mac) {
    return sharedMacs.behind(mac);
  }

  /** Returns the evidence under a key, at each address. */
  List<TrackedEvidence> places(SightingKey key) {
    return table.places(key);
  }

  /**
   * Returns the given evidence with all that is linked to it, directly or indirectly. No evidence
   * outside can be one device with evidence inside.
   */
  public Set<TrackedEvidence> closure(Collection<TrackedEvidence> seeds) {
    Set<TrackedEvidence> closure = new LinkedHashSet<>();
    Set<Object> followed = new HashSet<>(); // each link is followed once
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
    open.addAll(places(entry.key));
  }

  /** Returns whether evidence may be linked by its address. */
  boolean holdsItsAddress(TrackedEvidence entry) {
    if (entry.isolated || entry.claimed()) {
      return false;
    }
    return entry.live() ? !hasMoved(entry) : isAnonymous(entry) || isStillAnswering(entry);
  }

  private boolean hasMoved(TrackedEvidence entry) {
    for (TrackedEvidence next : places(entry.key)) {
      if (entry.hasMovedTo(next)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Returns whether its key was seen at another address since, whatever MAC addresses were
   * observed.
   */
  boolean isElsewhere(TrackedEvidence entry) {
    for (TrackedEvidence next : places(entry.key)) {
      if (next != entry
          && next.live()
          && !next.claimed()
          && entry.evidence().lastSeen().isBefore(next.evidence().since())) {
        return true;
      }
    }
    return false;
  }

  /** Returns whether live evidence outside a cluster states one of its identifiers. */
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

  /** Returns whether it states no identifier, and so is identified by its address only. */
  private boolean isAnonymous(TrackedEvidence entry) {
    return entry.identifiers.stream().noneMatch(this::joins);
  }

  /**
   * Returns whether ended evidence still holds its address: anonymous evidence has been answering
   * there all the while, as a device may say goodbye in one protocol and go on answering in
   * another.
   */
  private boolean isStillAnswering(TrackedEvidence entry) {
    boolean answering = false;
    for (TrackedEvidence other : at(entry.address())) {
      if (other == entry || !other.endpoint().equals(entry.endpoint()) || other.claimed()) {
        continue;
      }
      if (isAnonymous(other)) {
        answering |= other.live() && !other.evidence().since().isAfter(entry.evidence().lastSeen());
      } else if (other.live() || BY_RECENCY.compare(other, entry) > 0) {
        return false;
      }
    }
    return answering;
  }

  private static final Comparator<TrackedEvidence> BY_RECENCY =
      Comparator.comparing((TrackedEvidence entry) -> entry.evidence().lastSeen())
          .thenComparing(TrackedEvidence.BY_KEY);

  /** Returns the evidence that an identifier links. */
  public Set<TrackedEvidence> linked(Identifier identifier) {
    @Nullable Holders holders = byIdentifier.get(identifier);
    return holders == null || !holders.joins ? Set.of() : holders;
  }

  /** Returns all evidence at an address. */
  public Set<TrackedEvidence> at(InetAddress address) {
    AddressEntry place = byAddress.get(address);
    return place == null ? Set.of() : place;
  }

  /** Returns whether an address has been known since before a time. Thread-safe. */
  public boolean isKnownSince(InetAddress address, Instant before) {
    AddressEntry place = byAddress.get(address);
    return place != null && place.known.isBefore(before);
  }

  public boolean isEmpty() {
    return byIdentifier.isEmpty() && byAddress.isEmpty() && sharedMacs.isEmpty();
  }
}
