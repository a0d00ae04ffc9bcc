// SPDX-License-Identifier: Apache-2.0
package io.kitty.core.model;

import io.kitty.device.Departure;
import io.kitty.device.Endpoint;
import io.kitty.device.Evidence;
import io.kitty.device.Fact;
import io.kitty.device.Identifier;
import io.kitty.device.Placeholders;
import io.kitty.device.Sighting;
import java.net.InetAddress;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** One piece of evidence in the working set, with what the model needs to know of it. */
final class Entry {

  final Thing thing;

  /** As it is shown to others. */
  Evidence evidence;

  /** What may link it to other entries: identifiers, hardware address, what people said. */
  Set<Identifier> identifiers;

  /** When the machine that it belongs to was first seen, as far as this entry knows. */
  Instant known;

  /** Whether people said that it is a machine of its own, which no address joins. */
  boolean apart;

  /** When it ends, in monotonic time. */
  long deadline;

  /** Whether {@link Expiry} holds a ticket for it, and for when. */
  boolean watched;

  long ticket;

  /** Tells tickets of one time apart; 0 until there was one. */
  long number;

  /** Why the machine that it was restored with had left; null if it was present. */
  @Nullable Departure left;

  /** The group it is in; null until it has been put into one. */
  @Nullable Group group;

  Entry(Thing thing, Evidence evidence, Set<Identifier> identifiers, Instant known, long deadline) {
    this.thing = thing;
    this.evidence = evidence;
    this.identifiers = identifiers;
    this.known = known;
    this.deadline = deadline;
  }

  /** The identifiers of a piece of evidence that may join records. */
  static Set<Identifier> identifiersOf(Evidence evidence) {
    Set<Identifier> claimed = evidence.sighting().identifiers();
    if (claimed.isEmpty() && evidence.mac() == null) {
      return Set.of();
    }
    Set<Identifier> all = new TreeSet<>(claimed);
    evidence.neighbour().ifPresent(all::add);
    all.removeIf(Placeholders::contains);
    return Collections.unmodifiableSet(all);
  }

  boolean live() {
    return evidence.live();
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
    evidence = Evidences.ended(evidence);
  }

  /** Whether all that this entry tells of its machine is told by the other one as well. */
  boolean isCoveredBy(Entry other) {
    Map<Fact, String> facts = sighting().facts();
    return this != other
        && other.identifiers.containsAll(identifiers)
        && (facts.isEmpty()
            || thing.source().equals(other.thing.source())
                && other.sighting().facts().keySet().containsAll(facts.keySet()));
  }
}
