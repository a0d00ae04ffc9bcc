// SPDX-License-Identifier: Apache-2.0
package io.kitty.model;

import io.kitty.device.Source;
import io.kitty.model.evidence.DeviceGroup;
import io.kitty.model.evidence.EvidenceStates;
import io.kitty.model.evidence.EvidenceTable;
import io.kitty.model.evidence.Timestamp;
import io.kitty.model.evidence.TrackedEvidence;
import io.kitty.model.identity.EvidenceIndex;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Decides when evidence ends: when its lifetime has passed, soon after its key was seen at another
 * address, or when the device at its address no longer answers the hub's own probes.
 */
final class EvidenceExpiry {

  /**
   * How long an address stays after its key was seen at another one: longer than a device with two
   * addresses takes to be seen at both again.
   */
  static final Duration HOLD = Duration.ofSeconds(90);

  /** The maximum number of live addresses of one key. */
  private static final int MAX_ADDRESSES = 8;

  private final EvidenceTable table;
  private final EvidenceIndex index;
  private final PendingChanges pending;

  EvidenceExpiry(EvidenceTable table, EvidenceIndex index, PendingChanges pending) {
    this.table = table;
    this.index = index;
    this.pending = pending;
  }

  /** Returns the evidence whose lifetime has passed, and shortens that of devices that left. */
  List<TrackedEvidence> due(Timestamp now) {
    List<TrackedEvidence> due = new ArrayList<>();
    for (TrackedEvidence entry = table.expiry.poll(now.nanos());
        entry != null;
        entry = table.expiry.poll(now.nanos())) {
      if (isStillValid(entry, now)) {
        endAt(entry, entry.fullDeadline, now);
      } else {
        due.add(entry);
      }
    }
    due.forEach(entry -> shortenUnanswered(entry, now));
    return due;
  }

  /**
   * Makes the other addresses of a key end soon, unless it is seen there again; limits their
   * number.
   */
  void endOthersSoon(List<TrackedEvidence> places, InetAddress current, Timestamp now) {
    long soon = now.nanos() + HOLD.toNanos();
    int live = 0;
    for (TrackedEvidence entry : places) {
      if (entry.live() && !entry.address().equals(current)) {
        live++;
        if (entry.deadline - soon > 0 || live >= MAX_ADDRESSES) {
          boolean tooMany = live >= MAX_ADDRESSES;
          if (tooMany) {
            entry.fullDeadline = now.nanos();
          }
          endAt(entry, tooMany ? now.nanos() : soon, now);
        }
      }
    }
  }

  /**
   * Returns whether evidence that was to end early, as its key was seen at another address, stays:
   * the device at its address is still being seen, and the other address has another MAC address.
   */
  private boolean isStillValid(TrackedEvidence entry, Timestamp now) {
    Instant recent = now.wall().minus(HOLD);
    return entry.fullDeadline - now.nanos() > 0
        && index.at(entry.address()).stream().noneMatch(other -> hasReplaced(other, entry))
        && table.places(entry.key).stream()
            .anyMatch(other -> other.live() && hasOtherMac(other, entry))
        && index.at(entry.address()).stream()
            .anyMatch(
                other ->
                    other.live()
                        && !other.claimed()
                        && !hasOtherMac(other, entry)
                        && other.evidence().lastSeen().isAfter(recent));
  }

  /** Returns whether the same protocol has since seen another device at the address. */
  private static boolean hasReplaced(TrackedEvidence other, TrackedEvidence entry) {
    return other.live()
        && other.key.source().equals(entry.key.source())
        && !other.identifiers.isEmpty()
        && Collections.disjoint(other.identifiers, entry.identifiers)
        && entry.evidence().lastSeen().isBefore(other.evidence().lastSeen());
  }

  private static boolean hasOtherMac(TrackedEvidence other, TrackedEvidence entry) {
    return other.mac() != null && entry.mac() != null && !other.mac().equals(entry.mac());
  }

  /**
   * Shortens the evidence of a device that no longer answers the hub's own probes, as it has
   * probably left: other evidence at the same address ends as long after it was last seen, unless
   * it is seen again.
   */
  private void shortenUnanswered(TrackedEvidence answer, Timestamp now) {
    Source source = answer.evidence().source();
    if (!source.authority().presenceOnly()
        || source.relayed()
        || answer.group == null
        || isAnswered(answer, answer.group, now)) {
      return;
    }
    Duration lifetime = answer.sighting().lifetime();
    for (TrackedEvidence entry : answer.group.members) {
      if (entry != answer
          && entry.live()
          && entry.endpoint().equals(answer.endpoint())
          && !entry.evidence().source().relayed()) {
        Duration silent = Duration.between(entry.evidence().lastSeen(), now.wall());
        long deadline = now.nanos() + Math.max(0, lifetime.minus(silent).toNanos());
        if (entry.deadline - deadline > 0) {
          entry.fullDeadline = deadline;
          endAt(entry, deadline, now);
        }
      }
    }
  }

  /** Returns whether another kind of the hub's probes is answered from there. */
  private static boolean isAnswered(TrackedEvidence answer, DeviceGroup group, Timestamp now) {
    return group.members.stream()
        .filter(other -> other.live() && other.deadline - now.nanos() > 0)
        .filter(other -> other.endpoint().equals(answer.endpoint()))
        .map(other -> other.evidence().source())
        .anyMatch(other -> other.authority().presenceOnly() && !other.relayed());
  }

  private void endAt(TrackedEvidence entry, long deadline, Timestamp now) {
    entry.deadline = deadline;
    entry.evidence(
        EvidenceStates.endingAt(
            entry.evidence(), now.wall().plusNanos(Math.max(0, deadline - now.nanos()))));
    table.expiry.watch(entry);
    pending.renewed(entry, false);
  }
}
