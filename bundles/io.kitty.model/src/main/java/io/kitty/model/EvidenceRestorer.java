// SPDX-License-Identifier: Apache-2.0
package io.kitty.model;

import io.kitty.device.Device;
import io.kitty.device.Evidence;
import io.kitty.device.Sighting;
import io.kitty.model.annotation.IdentityOverrides;
import io.kitty.model.evidence.EvidenceStates;
import io.kitty.model.evidence.EvidenceTable;
import io.kitty.model.evidence.SightingKey;
import io.kitty.model.evidence.Timestamp;
import io.kitty.model.evidence.TrackedEvidence;
import io.kitty.model.identity.EvidenceIndex;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/**
 * Restores evidence that a registry kept. As the hub could not see anything while it was off, the
 * evidence gets time to be seen again.
 */
final class EvidenceRestorer {

  /**
   * The minimum time that restored evidence gets to be seen again, unless its whole lifetime is
   * shorter.
   */
  static final Duration GRACE = Duration.ofMinutes(5);

  private final EvidenceTable table;
  private final EvidenceIndex index;
  private final IdentityOverrides overrides;

  EvidenceRestorer(EvidenceTable table, EvidenceIndex index, IdentityOverrides overrides) {
    this.table = table;
    this.index = index;
    this.overrides = overrides;
  }

  /** Restores one piece of evidence of a device; returns the evidence to be regrouped. */
  Set<TrackedEvidence> restore(Evidence evidence, Device device, Timestamp now) {
    Instant known = device.firstSeen();
    Sighting sighting = evidence.sighting();
    SightingKey key = SightingKey.of(evidence);
    TrackedEvidence existing = table.find(key, sighting.endpoint().address());
    if (existing != null && existing.identifiers.equals(overrides.links(key, evidence))) {
      existing.known = min(existing.known, known);
      return Set.of(existing);
    }
    Duration left = Duration.between(now.wall(), evidence.expires());
    Duration grace = min(sighting.lifetime(), GRACE);
    Duration time = max(grace, min(left, sighting.lifetime()));
    Evidence restored = EvidenceStates.endingAt(evidence, now.wall().plus(time));
    TrackedEvidence entry = overrides.track(key, restored, known, now.nanos() + time.toNanos());
    entry.left = device.departure();
    if (existing == null) {
      table.add(entry);
    } else if (entry.live() && !existing.live()) {
      table.remove(existing);
      table.add(entry);
    } else {
      entry.end();
    }
    return index.add(entry);
  }

  private static <T extends Comparable<T>> T min(T a, T b) {
    return a.compareTo(b) <= 0 ? a : b;
  }

  private static <T extends Comparable<T>> T max(T a, T b) {
    return a.compareTo(b) >= 0 ? a : b;
  }
}
