// SPDX-License-Identifier: Apache-2.0
package io.kitty.core.model;

import io.kitty.device.Departure;
import io.kitty.device.Evidence;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * What sightings changed and the devices do not show yet. A batch of sightings is taken in first
 * and settled then: each machine is grouped, merged, classified and published once, however many of
 * them were its.
 */
final class PendingChanges {

  private final EvidenceIndex index;
  private final DeviceGrouper grouper;

  /** Entries that may belong together otherwise. */
  private final Set<TrackedEvidence> relinked = new LinkedHashSet<>();

  /** Entries that say something else, but are linked as before. */
  private final Set<TrackedEvidence> changed = new LinkedHashSet<>();

  /**
   * Entries that were only seen again or end at another time, and what the devices show of them.
   */
  private final Map<TrackedEvidence, Evidence> renewed = new LinkedHashMap<>();

  PendingChanges(EvidenceIndex index, DeviceGrouper grouper) {
    this.index = index;
    this.grouper = grouper;
  }

  /** These may belong together otherwise. */
  void relinked(Collection<TrackedEvidence> entries) {
    relinked.addAll(entries);
  }

  /** An entry says something else, but is linked as before. */
  void changed(TrackedEvidence entry) {
    changed.add(entry);
  }

  /**
   * An entry was seen again, or ends at another time, and says what it said before.
   *
   * @param before what was known until now
   */
  void renewed(TrackedEvidence entry, Evidence before) {
    renewed.putIfAbsent(entry, before);
  }

  /** Forgets an entry that was dropped. */
  void forget(TrackedEvidence entry) {
    relinked.remove(entry);
    changed.remove(entry);
    renewed.remove(entry);
  }

  /**
   * Has the devices show it all.
   *
   * @param why why and when a device has left whose last evidence is another machine's now
   */
  void settle(Departure why) {
    relinked.addAll(index.judgeAgain());
    while (!relinked.isEmpty()) {
      TrackedEvidence seed = relinked.iterator().next();
      relinked.remove(seed);
      grouper.regroup(Set.of(seed), why).forEach(this::forget);
    }
    while (!changed.isEmpty()) {
      TrackedEvidence first = changed.iterator().next();
      DeviceGroup group = first.group;
      forget(first);
      if (group != null) {
        group.members.forEach(this::forget);
        grouper.remerge(group, why);
      }
    }
    Map<DeviceGroup, Map<Evidence, Evidence>> seen = new LinkedHashMap<>();
    renewed.forEach(
        (entry, before) -> {
          if (entry.group != null) {
            seen.computeIfAbsent(entry.group, group -> new IdentityHashMap<>())
                .put(before, entry.evidence);
          }
        });
    renewed.clear();
    seen.forEach(grouper::renew);
  }
}
