// SPDX-License-Identifier: Apache-2.0
package io.kitty.model;

import io.kitty.device.Departure;
import io.kitty.model.evidence.DeviceGroup;
import io.kitty.model.evidence.TrackedEvidence;
import io.kitty.model.identity.EvidenceIndex;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Changes of the evidence that the devices do not reflect yet. A batch of sightings is applied
 * first and settled then: each device is grouped, merged, classified and published once, however
 * many of the sightings were its own.
 */
final class PendingChanges {

  private final EvidenceIndex index;
  private final DeviceGrouper grouper;

  /** Evidence to be regrouped. */
  private final Set<TrackedEvidence> relinked = new LinkedHashSet<>();

  /** Evidence that changed, but is linked as before. */
  private final Set<TrackedEvidence> changed = new LinkedHashSet<>();

  /** Evidence of which only times and readings changed, and whether the machine's state did. */
  private final Map<TrackedEvidence, Boolean> renewed = new LinkedHashMap<>();

  PendingChanges(EvidenceIndex index, DeviceGrouper grouper) {
    this.index = index;
    this.grouper = grouper;
  }

  /** Adds evidence to be regrouped. */
  void relinked(Collection<TrackedEvidence> entries) {
    relinked.addAll(entries);
  }

  /** Adds evidence that changed, but is linked as before. */
  void changed(TrackedEvidence entry) {
    changed.add(entry);
  }

  /**
   * Adds evidence that was seen again with other readings, or expires at another time.
   *
   * @param state whether what the machine is doing changed
   */
  void renewed(TrackedEvidence entry, boolean state) {
    renewed.merge(entry, state, Boolean::logicalOr);
  }

  /** Removes evidence that was dropped. */
  void forget(TrackedEvidence entry) {
    relinked.remove(entry);
    changed.remove(entry);
    renewed.remove(entry);
  }

  /**
   * Updates the devices.
   *
   * @param cause why and when a device departed whose last evidence now belongs to another one
   */
  void settle(Departure cause) {
    relinked.addAll(index.recheck());
    while (!relinked.isEmpty()) {
      TrackedEvidence seed = relinked.iterator().next();
      relinked.remove(seed);
      grouper.regroup(Set.of(seed), cause).forEach(this::forget);
    }
    while (!changed.isEmpty()) {
      TrackedEvidence first = changed.iterator().next();
      DeviceGroup group = first.group;
      forget(first);
      if (group != null) {
        group.members.forEach(this::forget);
        grouper.remerge(group, cause);
      }
    }
    if (renewed.isEmpty()) {
      return;
    }
    Map<DeviceGroup, Boolean> groups = new LinkedHashMap<>();
    renewed.forEach(
        (entry, state) -> {
          if (entry.group != null) {
            groups.merge(entry.group, state, Boolean::logicalOr);
          }
        });
    renewed.clear();
    groups.forEach(grouper::renew);
  }
}
