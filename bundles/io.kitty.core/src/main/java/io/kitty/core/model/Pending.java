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
final class Pending {

  private final Index index;
  private final Grouper grouper;

  /** Entries that may belong together otherwise. */
  private final Set<Entry> relinked = new LinkedHashSet<>();

  /** Entries that say something else, but are linked as before. */
  private final Set<Entry> changed = new LinkedHashSet<>();

  /**
   * Entries that were only seen again or end at another time, and what the devices show of them.
   */
  private final Map<Entry, Evidence> renewed = new LinkedHashMap<>();

  Pending(Index index, Grouper grouper) {
    this.index = index;
    this.grouper = grouper;
  }

  /** These may belong together otherwise. */
  void relinked(Collection<Entry> entries) {
    relinked.addAll(entries);
  }

  /** An entry says something else, but is linked as before. */
  void changed(Entry entry) {
    changed.add(entry);
  }

  /**
   * An entry was seen again, or ends at another time, and says what it said before.
   *
   * @param before what was known until now
   */
  void renewed(Entry entry, Evidence before) {
    renewed.putIfAbsent(entry, before);
  }

  /** Forgets an entry that was dropped. */
  void forget(Entry entry) {
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
      Entry seed = relinked.iterator().next();
      relinked.remove(seed);
      grouper.regroup(Set.of(seed), why).forEach(this::forget);
    }
    while (!changed.isEmpty()) {
      Entry first = changed.iterator().next();
      Group group = first.group;
      forget(first);
      if (group != null) {
        group.members.forEach(this::forget);
        grouper.remerge(group, why);
      }
    }
    Map<Group, Map<Evidence, Evidence>> seen = new LinkedHashMap<>();
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
