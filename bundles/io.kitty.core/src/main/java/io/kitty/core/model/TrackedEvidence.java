// SPDX-License-Identifier: Apache-2.0
package io.kitty.core.model;

import io.kitty.device.Departure;
import io.kitty.device.Endpoint;
import io.kitty.device.Evidence;
import io.kitty.device.Fact;
import io.kitty.device.Identifier;
import io.kitty.device.Identifier.Mac;
import io.kitty.device.PlaceholderIdentifiers;
import io.kitty.device.Sighting;
import java.net.InetAddress;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** One piece of evidence in the working set, with what the model needs to know of it. */
final class TrackedEvidence {

  /** An order that does not hang on when they came: by what was seen, then where. */
  static final Comparator<TrackedEvidence> BY_KEY =
      Comparator.comparing((TrackedEvidence entry) -> entry.thing)
          .thenComparing(
              (one, other) ->
                  Arrays.compareUnsigned(one.address().getAddress(), other.address().getAddress()));

  final SightingKey thing;

  /** As it is shown to others. */
  Evidence evidence;

  /** What may link it to other entries: the identifiers that it states, and what people said. */
  Set<Identifier> identifiers;

  /** When the machine that it belongs to was first seen, as far as this entry knows. */
  Instant known;

  /** Whether people said that it is a machine of its own, which no address joins. */
  boolean apart;

  /** When it ends, in monotonic time. */
  long deadline;

  /** When it would have ended, had its thing not been met elsewhere. */
  long fullDeadline;

  /** Whether {@link ExpiryQueue} holds a ticket for it, and for when. */
  boolean watched;

  long ticket;

  /** Tells tickets of one time apart; 0 until there was one. */
  long number;

  /** How much of the heap it takes, about; kept by {@link EvidenceTable}. */
  int bytes;

  /** Why the machine that it was restored with had left; null if it was present. */
  @Nullable Departure left;

  /** Whether it is alone now and was part of a larger record before. */
  boolean parted;

  /** The group it is in; null until it has been put into one. */
  @Nullable DeviceGroup group;

  TrackedEvidence(
      SightingKey thing,
      Evidence evidence,
      Set<Identifier> identifiers,
      Instant known,
      long deadline) {
    this.thing = thing;
    this.evidence = evidence;
    this.identifiers = identifiers;
    this.known = known;
    this.deadline = deadline;
    this.fullDeadline = deadline;
  }

  /** The identifiers that a piece of evidence states and that may join records. */
  static Set<Identifier> identifiersOf(Evidence evidence) {
    Set<Identifier> stated = evidence.sighting().identifiers();
    if (stated.isEmpty()) {
      return Set.of();
    }
    Set<Identifier> all = new TreeSet<>(stated);
    all.removeIf(PlaceholderIdentifiers::contains);
    return Collections.unmodifiableSet(all);
  }

  boolean live() {
    return evidence.live();
  }

  /** The MAC address that was observed behind its address; null where none was. */
  @Nullable Mac mac() {
    return evidence.mac();
  }

  /** Whether it is only what another host states of the machine at this address. */
  boolean claimed() {
    return sighting().via() != null && evidence.mac() == null;
  }

  /** Whether its thing was met here until it was met there, for all that the MAC addresses show. */
  boolean hasMovedTo(TrackedEvidence next) {
    Mac here = mac();
    Mac there = next.mac();
    return live()
        && next.live()
        && !claimed()
        && !next.claimed()
        && evidence.lastSeen().isBefore(next.evidence.since())
        && (here == null || there == null || here.equals(there));
  }

  Sighting sighting() {
    return evidence.sighting();
  }

  Endpoint endpoint() {
    return sighting().endpoint();
  }

  InetAddress address() {
    return endpoint().address();
  }

  void end() {
    evidence = EvidenceStates.ended(evidence);
  }

  /** Whether all that this entry tells of its machine is told by the other one as well. */
  boolean isCoveredBy(TrackedEvidence other) {
    Map<Fact, String> facts = sighting().facts();
    return this != other
        && other.identifiers.containsAll(identifiers)
        && (mac() == null || mac().equals(other.mac()))
        && (facts.isEmpty()
            || thing.source().equals(other.thing.source())
                && other.sighting().facts().keySet().containsAll(facts.keySet()));
  }
}
