// SPDX-License-Identifier: Apache-2.0
package io.kitty.core.model;

import io.kitty.core.classify.Classifier;
import io.kitty.device.Departure;
import io.kitty.device.DepartureReason;
import io.kitty.device.Device;
import io.kitty.device.DeviceId;
import io.kitty.device.Evidence;
import io.kitty.event.DeviceEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Keeps groups and devices true to the entries, and tells what that changed. */
final class DeviceGrouper {

  /** How much that has ended is remembered of one machine. */
  private static final int MAX_REMEMBERED = 16;

  private final EvidenceIndex index;
  private final DeviceTable catalogue;
  private final Consumer<DeviceEvent> events;
  private final RemovalListener removals;
  private final Consumer<TrackedEvidence> discard;
  private final UnaryOperator<Device> annotate;
  private final Map<DeviceId, DeviceGroup> groups = new HashMap<>();
  private final FlappingDetector flapping = new FlappingDetector();

  private Classifier classifier = Classifier.NONE;

  /** Entries that may belong together otherwise, now that another one was dropped. */
  private final Set<TrackedEvidence> loose = new LinkedHashSet<>();

  /**
   * @param discard told of each entry that is dropped for good
   * @param annotate adds to a device what people said of it
   */
  DeviceGrouper(
      EvidenceIndex index,
      DeviceTable catalogue,
      Consumer<DeviceEvent> events,
      RemovalListener removals,
      Consumer<TrackedEvidence> discard,
      UnaryOperator<Device> annotate) {
    this.annotate = annotate;
    this.index = index;
    this.catalogue = catalogue;
    this.events = events;
    this.removals = removals;
    this.discard = discard;
  }

  /**
   * Entries of a group were seen again, or end at another time, and say what they said before.
   *
   * @param renewed the evidence that the device shows, and what has come of it
   */
  void renew(DeviceGroup group, Map<Evidence, Evidence> renewed) {
    group.device = DeviceMerger.renew(group.device(), renewed);
    catalogue.touch(group.device());
  }

  /** Entries of a group say something else, but are linked as before. */
  void remerge(DeviceGroup group, Departure why) {
    settle(List.of(group), Map.of(group.device().id(), group), why, false);
  }

  /**
   * Finds anew which of these entries, and all that are linked with them, are one machine.
   *
   * @param why why and when a device has left whose last evidence ended
   * @return the entries that were looked at
   */
  Set<TrackedEvidence> regroup(Collection<TrackedEvidence> seeds, Departure why) {
    return regroup(seeds, why, false);
  }

  /** The same for entries of which all this is known already. */
  void restored(Collection<TrackedEvidence> seeds, Departure why) {
    regroup(seeds, why, true);
  }

  /** Makes all devices anew by other rules. */
  void reclassify(Classifier rules, Departure why) {
    classifier = rules;
    remakeAll(why);
  }

  /** Makes all devices anew. */
  void remakeAll(Departure why) {
    for (DeviceGroup group : List.copyOf(groups.values())) {
      settle(List.of(group), Map.of(group.device().id(), group), why, false);
    }
  }

  /** Makes one device anew, of this very id. */
  void remake(DeviceId id, Departure why) {
    DeviceGroup group = Objects.requireNonNull(groups.get(id));
    settle(List.of(group), Map.of(id, group), why, false);
  }

  /** Takes the warning from devices that go to and fro no more. */
  void calm(Departure why) {
    flapping.calm(why.at()).stream().filter(groups::containsKey).forEach(id -> remake(id, why));
  }

  /** All entries of all groups. */
  List<TrackedEvidence> entries() {
    return groups.values().stream().flatMap(group -> group.members.stream()).toList();
  }

  /** Drops a device and its entries; false if there is none of this very id. */
  boolean forget(DeviceId id, Departure why) {
    DeviceGroup group = groups.remove(id);
    if (group == null) {
      return false;
    }
    Device device = group.device();
    for (TrackedEvidence entry : List.copyOf(group.members)) {
      drop(group, entry);
      entry.identifiers.forEach(identifier -> loose.addAll(index.linked(identifier)));
    }
    catalogue.remove(device);
    flapping.forget(id);
    EventBuilder news = new EventBuilder(why, false);
    news.ofRecordGone(device, null);
    news.events().forEach(events);
    if (why.reason() == DepartureReason.FORGOTTEN) {
      removals.onRemoved(device, null);
    }
    regroup(takeLoose(), why, false);
    return true;
  }

  /** Drops an entry that has ended, and the device if there is no more to it. */
  void evict(TrackedEvidence entry, Departure why) {
    DeviceGroup group = Objects.requireNonNull(entry.group);
    if (group.members.size() == 1) {
      forget(group.device().id(), why);
    } else {
      drop(group, entry);
      regroup(takeLoose(), why, false);
    }
  }

  private Set<TrackedEvidence> regroup(
      Collection<TrackedEvidence> seeds, Departure why, boolean replay) {
    Set<TrackedEvidence> seen = new LinkedHashSet<>();
    Map<DeviceId, DeviceGroup> before = new LinkedHashMap<>();
    List<DeviceGroup> after = List.of();
    for (Collection<TrackedEvidence> open = seeds; !open.isEmpty(); open = takeLoose()) {
      after.forEach(group -> loose.addAll(group.members));
      loose.addAll(open);
      Set<TrackedEvidence> closure = index.closure(takeLoose());
      seen.addAll(closure);
      for (TrackedEvidence entry : closure) {
        if (entry.group != null) {
          before.put(entry.group.device().id(), entry.group);
        }
      }
      after = new ArrayList<>(DeviceGroups.of(closure, index));
      after.removeIf(this::isSplinter);
      after.forEach(this::prune);
    }
    after = after.stream().sorted(DeviceGroup.ORDER).toList();
    settle(after, before, why, replay);
    return seen;
  }

  private List<TrackedEvidence> takeLoose() {
    List<TrackedEvidence> taken = List.copyOf(loose);
    loose.clear();
    return taken;
  }

  /**
   * What ended nameless in a group of others is no machine of its own now, whatever MAC address was
   * behind it: it is dropped.
   */
  private boolean isSplinter(DeviceGroup group) {
    TrackedEvidence only = group.members.get(0);
    DeviceGroup last = only.group;
    boolean splinter =
        group.members.size() == 1
            && !only.live()
            && only.identifiers.isEmpty()
            && last != null
            && (only.parted || last.members.size() > 1);
    if (splinter) {
      drop(group, only);
    }
    return splinter;
  }

  /** Makes devices of groups, and tells how they differ from those of the groups before. */
  private void settle(
      Collection<DeviceGroup> after,
      Map<DeviceId, DeviceGroup> before,
      Departure why,
      boolean replay) {
    Map<DeviceId, Device> gone = new LinkedHashMap<>();
    before.forEach((id, group) -> gone.put(id, group.device()));
    gone.keySet().forEach(groups::remove);
    EventBuilder news = new EventBuilder(why, replay);
    for (DeviceGroup group : after) {
      Departure departure = group.live() ? null : departureOf(group, why);
      group.members.forEach(entry -> put(entry, group));
      Device merged = merge(group, departure);
      Device was = gone.remove(merged.id());
      Device device = flapping.judge(was, merged, why.at());
      group.device = device;
      groups.put(device.id(), group);
      catalogue.put(device);
      if (was == null || !DeviceDiff.same(was, device)) {
        catalogue.changed(device.id(), why.at());
      }
      news.of(was, device);
    }
    Map<Device, DeviceId> merged = new LinkedHashMap<>();
    gone.forEach(
        (id, device) -> {
          catalogue.remove(device);
          flapping.forget(id);
          DeviceId successor = successor(device, before.get(id));
          if (successor != null) {
            merged.put(device, successor);
          }
          news.ofRecordGone(device, successor);
        });
    news.events().forEach(events);
    merged.forEach(removals::onRemoved);
  }

  private static void put(TrackedEvidence entry, DeviceGroup group) {
    boolean alone = group.members.size() == 1;
    entry.parted = alone && (entry.parted || entry.group != null && entry.group.members.size() > 1);
    entry.group = group;
  }

  /** The record that goes on in the place of one that is no more; null if there is none. */
  private static @Nullable DeviceId successor(Device device, @Nullable DeviceGroup last) {
    if (last == null) {
      return null;
    }
    return last.members.stream()
        .map(entry -> entry.group)
        .filter(Objects::nonNull)
        .map(group -> group.device().id())
        .filter(id -> !id.equals(device.id()))
        .findFirst()
        .orElse(null);
  }

  /** The last departure of those that it consists of; a new one, if one of them was present. */
  private static Departure departureOf(DeviceGroup group, Departure why) {
    Departure last = null;
    for (TrackedEvidence entry : group.members) {
      Departure each = entry.group == null ? entry.left : entry.group.device().departure();
      if (each == null) {
        return why;
      }
      last = last == null || each.at().isAfter(last.at()) ? each : last;
    }
    return last == null ? why : last;
  }

  private Device merge(DeviceGroup group, @Nullable Departure departure) {
    Instant known = group.members.get(0).known;
    List<Evidence> evidence = new ArrayList<>(group.members.size());
    for (TrackedEvidence entry : group.members) {
      known = entry.known.isBefore(known) ? entry.known : known;
      evidence.add(entry.evidence);
    }
    Device merged =
        DeviceMerger.device(
            evidence,
            group.identifiers,
            group.warnings,
            group.ambiguous,
            known,
            departure,
            classifier);
    return annotate.apply(unique(merged, group));
  }

  /**
   * Two nameless machines may have one address, on two interfaces or because people parted them:
   * the later one is told apart.
   */
  private Device unique(Device device, DeviceGroup group) {
    String suffix = "%" + group.members.get(0).endpoint().interfaceName();
    Device unique = device;
    while (groups.containsKey(unique.id())) {
      unique = unique.withId(DeviceId.of(unique.id().value(), suffix));
    }
    return unique;
  }

  /** Lets go of what is remembered and tells nothing that is not known otherwise. */
  private void prune(DeviceGroup group) {
    List<TrackedEvidence> remembered =
        group.members.stream()
            .filter(entry -> !entry.live())
            .sorted(Comparator.comparing((TrackedEvidence entry) -> entry.evidence.lastSeen()))
            .toList();
    int most = remembered.size();
    for (TrackedEvidence entry : remembered) {
      boolean anonymous = isAnonymous(entry) && group.members.size() > 1;
      if (anonymous
          || most > MAX_REMEMBERED
          || group.members.stream().anyMatch(entry::isCoveredBy)) {
        drop(group, entry);
        most--;
        TrackedEvidence heir = group.members.get(0);
        heir.known = entry.known.isBefore(heir.known) ? entry.known : heir.known;
      }
    }
  }

  /** Whether nothing tells which machine it was. */
  private boolean isAnonymous(TrackedEvidence entry) {
    return entry.identifiers.isEmpty() && (entry.mac() == null || index.isShared(entry.mac()));
  }

  /** What it was linked with may belong together otherwise without it. */
  private void drop(DeviceGroup group, TrackedEvidence entry) {
    if (entry.group != null) {
      entry.group.members.remove(entry);
      entry.group = null;
    }
    group.members.remove(entry);
    loose.addAll(group.members);
    loose.addAll(index.remove(entry));
    loose.remove(entry);
    discard.accept(entry);
  }

  boolean isEmpty() {
    return groups.isEmpty() && loose.isEmpty() && flapping.isEmpty();
  }
}
