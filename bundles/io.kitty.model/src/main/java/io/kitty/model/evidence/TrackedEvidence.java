// SPDX-License-Identifier: Apache-2.0
package io.kitty.model.evidence;

import io.kitty.collection.CompactSet;
import io.kitty.device.Departure;
import io.kitty.device.Endpoint;
import io.kitty.device.Evidence;
import io.kitty.device.Fact;
import io.kitty.device.Sighting;
import io.kitty.identifier.Identifier;
import io.kitty.identifier.Identifier.Mac;
import io.kitty.identifier.PlaceholderIdentifiers;
import java.net.InetAddress;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A piece of evidence in the working set, with the state that the model keeps for it. */
public final class TrackedEvidence {

  /** An order that is independent of arrival: by key, then by address. */
  public static final Comparator<TrackedEvidence> BY_KEY =
      Comparator.comparing((TrackedEvidence entry) -> entry.key)
          .thenComparing(
              (one, other) ->
                  Arrays.compareUnsigned(one.address().getAddress(), other.address().getAddress()));

  private static final long NEVER = Long.MIN_VALUE;

  public final SightingKey key;

  public final InetAddress address;

  /** Its state, apart from having been seen again since. */
  private Evidence evidence;

  /**
   * When it was last seen, ns since 1970, if it was since with no other change; else the smallest
   * number. Read by all threads: a device is brought up to date when it is read, so that a sighting
   * without a change makes no object.
   */
  private volatile long seenAgain = NEVER;

  /**
   * The identifiers that may link it to other evidence: those that it states, after applying the
   * overrides.
   */
  public Set<Identifier> identifiers;

  /** When its device was first seen, as far as this evidence shows. */
  public Instant known;

  /** Whether an override split it off, so that its address does not link it. */
  public boolean isolated;

  /** When it expires, monotonic time. */
  public long deadline;

  /** When it would expire if its key had not been seen at another address. */
  public long fullDeadline;

  /** Whether {@link ExpiryQueue} holds a ticket for it, and for when. */
  boolean watched;

  long ticket;

  /** Tells tickets of one time apart; 0 before the first one. */
  long number;

  /** Its estimated heap size; kept by {@link EvidenceTable}. */
  int bytes;

  /** Why the device that it was restored with had departed; null if it was present. */
  public @Nullable Departure left;

  /** Whether it is alone now and was part of a larger group before. */
  public boolean splitOff;

  /** Whether evidence at other addresses has, or had, its MAC address. */
  public boolean macElsewhere;

  /** The evidence at its address; null if it is not in the index. */
  @Nullable AddressEntry place;

  /** Its group; null before the first grouping. */
  public @Nullable DeviceGroup group;

  public TrackedEvidence(
      SightingKey key,
      Evidence evidence,
      Set<Identifier> identifiers,
      Instant known,
      long deadline) {
    this.key = key;
    this.address = evidence.sighting().endpoint().address();
    this.evidence = evidence;
    this.identifiers = identifiers;
    this.known = known;
    this.deadline = deadline;
    this.fullDeadline = deadline;
  }

  /** Returns the identifiers that a piece of evidence states and that may link records. */
  public static Set<Identifier> identifiersOf(Evidence evidence) {
    Set<Identifier> stated = evidence.sighting().identifiers();
    if (stated.isEmpty()) {
      return Set.of();
    }
    if (stated.stream().noneMatch(PlaceholderIdentifiers::contains)) {
      return stated;
    }
    Set<Identifier> all = new TreeSet<>(stated);
    all.removeIf(PlaceholderIdentifiers::contains);
    return CompactSet.sorted(all);
  }

  /** Returns the evidence with its latest times. */
  public Evidence evidence() {
    evidence = upToDate(evidence);
    return evidence;
  }

  /** Replaces the evidence. */
  public void evidence(Evidence next) {
    evidence = next;
    seenAgain = NEVER;
  }

  /**
   * Notes that it was seen again without any other change.
   *
   * @return false if the wall clock was set back, so that it needs a new state
   */
  public boolean seenAgain(Timestamp now) {
    long nanos = Timestamp.epochNanos(now.wall());
    if (nanos < lastSeen() || nanos == NEVER) {
      return false;
    }
    seenAgain = nanos;
    deadline = now.nanos() + evidence.sighting().lifetime().toNanos();
    fullDeadline = deadline;
    return true;
  }

  /** Returns when it was last seen, ns since 1970. */
  public long lastSeen() {
    long again = seenAgain;
    return again == NEVER ? Timestamp.epochNanos(evidence.lastSeen()) : again;
  }

  /** Returns whether evidence began after a time here, or as part of the same device. */
  public boolean isFollowed(long nanos) {
    return group != null && nanos < group.latest || place != null && place.hasBegunSince(nanos);
  }

  /** Returns an earlier state of it with its latest times. Thread-safe. */
  public Evidence upToDate(Evidence earlier) {
    long again = seenAgain;
    return again == NEVER || again <= Timestamp.epochNanos(earlier.lastSeen())
        ? earlier
        : EvidenceStates.seenAgain(earlier, Timestamp.instant(again));
  }

  public boolean live() {
    return evidence.live();
  }

  /** Returns the observed MAC address; null if there is none. */
  public @Nullable Mac mac() {
    return evidence.mac();
  }

  /** Returns whether it is only a statement of another host about this address. */
  public boolean claimed() {
    return sighting().via() != null && evidence.mac() == null;
  }

  /**
   * Returns whether its key was seen here and then there, unless the MAC addresses contradict it.
   */
  public boolean hasMovedTo(TrackedEvidence next) {
    Mac here = mac();
    Mac there = next.mac();
    return live()
        && next.live()
        && !claimed()
        && !next.claimed()
        && lastSeen() < Timestamp.epochNanos(next.evidence.since())
        && (here == null || there == null || here.equals(there));
  }

  public Sighting sighting() {
    return evidence.sighting();
  }

  public Endpoint endpoint() {
    return sighting().endpoint();
  }

  public InetAddress address() {
    return address;
  }

  public void end() {
    evidence(EvidenceStates.ended(evidence()));
  }

  /** Returns whether the other evidence contains everything that this one does. */
  public boolean isCoveredBy(TrackedEvidence other) {
    Map<Fact, String> facts = sighting().facts();
    return this != other
        && other.identifiers.containsAll(identifiers)
        && (mac() == null || mac().equals(other.mac()))
        && (facts.isEmpty()
            || key.source().equals(other.key.source())
                && other.sighting().facts().keySet().containsAll(facts.keySet()));
  }
}
