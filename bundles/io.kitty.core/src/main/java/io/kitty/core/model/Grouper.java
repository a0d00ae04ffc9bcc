// SPDX-License-Identifier: Apache-2.0
package io.kitty.core.model;

import io.kitty.device.Departure;
import io.kitty.device.DepartureReason;
import io.kitty.device.Device;
import io.kitty.device.DeviceId;
import io.kitty.device.Evidence;
import io.kitty.device.Identifier;
import io.kitty.event.DeviceEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Keeps groups and devices true to the entries, and tells what that changed. */
final class Grouper {

  /** How much that has ended is remembered of one machine. */
  private static final int MOST_REMEMBERED = 16;

  private final Index index;
  private final Catalogue catalogue;
  private final Consumer<DeviceEvent> events;
  private final Consumer<Entry> discard;
  private final Map<DeviceId, Group> groups = new HashMap<>();

  /**
   * @param discard told of each entry that is dropped for good
   */
  Grouper(Index index, Catalogue catalogue, Consumer<DeviceEvent> events, Consumer<Entry> discard) {
    this.index = index;
    this.catalogue = catalogue;
    this.events = events;
    this.discard = discard;
  }

  /** An entry was seen again and says what it said before. */
  void seenAgain(Entry entry, Evidence before) {
    Group group = Objects.requireNonNull(entry.group);
    group.device = Merge.seenAgain(group.device(), before, entry.evidence);
    catalogue.touch(group.device());
  }

  /** An entry says something else, but is linked as before. */
  void remerge(Entry entry, Moment now) {
    Group group = Objects.requireNonNull(entry.group);
    settle(List.of(group), Map.of(group.device().id(), group), DepartureReason.EXPIRED, now, false);
  }

  /**
   * Finds anew which of these entries, and all that are linked with them, are one machine.
   *
   * @param reason why a device whose last evidence ended has left
   */
  void regroup(Collection<Entry> seeds, DepartureReason reason, Moment now) {
    regroup(seeds, reason, now, false);
  }

  /** Takes in the entries of a device that was known before. */
  void restored(Collection<Entry> seeds, Device device, Moment now) {
    Departure departure = device.departure();
    regroup(seeds, departure == null ? DepartureReason.EXPIRED : departure.reason(), now, true);
  }

  /** Drops a device and its entries; false if there is none of this very id. */
  boolean forget(DeviceId id, DepartureReason reason, Moment now) {
    Group group = groups.remove(id);
    if (group == null) {
      return false;
    }
    Device device = group.device();
    Set<Entry> affected = Collections.newSetFromMap(new IdentityHashMap<>());
    for (Entry entry : List.copyOf(group.members)) {
      affected.addAll(drop(group, entry));
      affected.addAll(rivals(entry));
    }
    catalogue.remove(device);
    News news = new News(reason, now, false);
    news.ofRecordGone(device, null);
    news.events().forEach(events);
    affected.removeIf(entry -> entry.group == null);
    regroup(affected, reason, now);
    return true;
  }

  /** Those that an entry was kept apart from, which may be so no longer. */
  private List<Entry> rivals(Entry entry) {
    List<Entry> rivals = new ArrayList<>();
    for (Identifier identifier : entry.identifiers) {
      if (index.joins(identifier)) {
        rivals.addAll(index.holders(identifier));
      }
    }
    return rivals;
  }

  private void regroup(
      Collection<Entry> seeds, DepartureReason reason, Moment now, boolean replay) {
    Set<Entry> closure = index.closure(seeds);
    Map<DeviceId, Group> before = new LinkedHashMap<>();
    for (Entry entry : closure) {
      if (entry.group != null) {
        before.put(entry.group.device().id(), entry.group);
      }
    }
    List<Group> after = new ArrayList<>();
    for (Group group : Identity.partition(closure, index::joins)) {
      if (!isSplinter(group)) {
        after.add(group);
      }
    }
    settle(after, before, reason, now, replay);
  }

  /** What ended nameless in a group of others is no machine of its own now: it is dropped. */
  private boolean isSplinter(Group group) {
    Entry only = group.members.get(0);
    Group last = only.group;
    boolean splinter =
        group.members.size() == 1
            && !only.live()
            && only.identifiers.isEmpty()
            && last != null
            && last.members.size() > 1;
    if (splinter) {
      drop(group, only);
    }
    return splinter;
  }

  /** Makes devices of groups, and tells how they differ from those of the groups before. */
  private void settle(
      Collection<Group> after,
      Map<DeviceId, Group> before,
      DepartureReason reason,
      Moment now,
      boolean replay) {
    Map<DeviceId, Device> gone = new LinkedHashMap<>();
    before.forEach((id, group) -> gone.put(id, group.device()));
    gone.keySet().forEach(groups::remove);
    News news = new News(reason, now, replay);
    for (Group group : after) {
      prune(group);
      Departure last = departureOf(group, gone);
      group.members.forEach(entry -> entry.group = group);
      Departure departure =
          group.live() ? null : last == null ? new Departure(reason, now.wall()) : last;
      Device device = merge(group, departure);
      group.device = device;
      groups.put(device.id(), group);
      Device was = gone.remove(device.id());
      catalogue.put(device);
      news.of(was, device);
    }
    gone.forEach(
        (id, device) -> {
          catalogue.remove(device);
          news.ofRecordGone(device, before.get(id));
        });
    news.events().forEach(events);
  }

  private static @Nullable Departure departureOf(Group group, Map<DeviceId, Device> before) {
    for (Entry entry : group.members) {
      Device device = entry.group == null ? null : before.get(entry.group.device().id());
      if (device != null && device.departure() != null) {
        return device.departure();
      }
    }
    return null;
  }

  private Device merge(Group group, @Nullable Departure departure) {
    Set<Identifier> identifiers = new TreeSet<>();
    Instant known = group.members.get(0).known;
    List<Evidence> evidence = new ArrayList<>(group.members.size());
    for (Entry entry : group.members) {
      entry.identifiers.stream().filter(index::joins).forEach(identifiers::add);
      known = entry.known.isBefore(known) ? entry.known : known;
      evidence.add(entry.evidence);
    }
    return unique(
        Merge.device(
            evidence,
            identifiers.isEmpty() ? Set.of() : Collections.unmodifiableSet(identifiers),
            group.refused,
            known,
            departure),
        group);
  }

  /** Two nameless machines may have one address on two interfaces: the later one is told apart. */
  private Device unique(Device device, Group group) {
    if (!groups.containsKey(device.id())) {
      return device;
    }
    String place = group.members.get(0).endpoint().interfaceName();
    return device.withId(DeviceId.of(device.id().value(), "%" + place));
  }

  /** Lets go of what is remembered and tells nothing that is not known otherwise. */
  private void prune(Group group) {
    List<Entry> remembered =
        group.members.stream()
            .filter(entry -> !entry.live())
            .sorted(Comparator.comparing((Entry entry) -> entry.evidence.lastSeen()))
            .toList();
    int most = remembered.size();
    for (Entry entry : remembered) {
      boolean nameless = entry.identifiers.isEmpty() && group.members.size() > 1;
      if (nameless
          || most > MOST_REMEMBERED
          || group.members.stream().anyMatch(entry::isCoveredBy)) {
        drop(group, entry);
        most--;
        Entry heir = group.members.get(0);
        heir.known = entry.known.isBefore(heir.known) ? entry.known : heir.known;
      }
    }
  }

  private Set<Entry> drop(Group group, Entry entry) {
    group.members.remove(entry);
    entry.group = null;
    Set<Entry> affected = index.remove(entry);
    discard.accept(entry);
    return affected;
  }
}
