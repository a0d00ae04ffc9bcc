// SPDX-License-Identifier: Apache-2.0
package io.kitty.model;

import io.kitty.device.Departure;
import io.kitty.device.DepartureReason;
import io.kitty.device.Device;
import io.kitty.device.Evidence;
import io.kitty.event.DeviceEvent;
import io.kitty.identifier.DeviceId;
import io.kitty.inventory.DeviceClassifier;
import io.kitty.model.device.DeviceDiff;
import io.kitty.model.device.DeviceMerger;
import io.kitty.model.device.DeviceTable;
import io.kitty.model.device.EventBuilder;
import io.kitty.model.device.FlappingDetector;
import io.kitty.model.evidence.DeviceGroup;
import io.kitty.model.evidence.TrackedDevice;
import io.kitty.model.evidence.TrackedEvidence;
import io.kitty.model.identity.DeviceGroups;
import io.kitty.model.identity.EvidenceIndex;
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

/** Keeps groups and devices consistent with the evidence, and publishes the changes. */
final class DeviceGrouper {

  /** The maximum number of pieces of ended evidence remembered for one device. */
  private static final int MAX_REMEMBERED = 16;

  private final EvidenceIndex index;
  private final DeviceTable deviceTable;
  private final Consumer<DeviceEvent> events;
  private final RemovalListener removals;
  private final Consumer<TrackedEvidence> discard;
  private final UnaryOperator<Device> annotate;
  private final Map<DeviceId, DeviceGroup> groups = new HashMap<>();
  private final FlappingDetector flapping = new FlappingDetector();

  private DeviceClassifier classifier = DeviceClassifier.NONE;

  /** Evidence to be regrouped, as other evidence was dropped. */
  private final Set<TrackedEvidence> toRegroup = new LinkedHashSet<>();

  /**
   * @param discard receives each piece of evidence that is dropped for good
   * @param annotate adds annotations to a device
   */
  DeviceGrouper(
      EvidenceIndex index,
      DeviceTable deviceTable,
      Consumer<DeviceEvent> events,
      RemovalListener removals,
      Consumer<TrackedEvidence> discard,
      UnaryOperator<Device> annotate) {
    this.annotate = annotate;
    this.index = index;
    this.deviceTable = deviceTable;
    this.events = events;
    this.removals = removals;
    this.discard = discard;
  }

  /**
   * Updates a group whose evidence was seen again with other readings, or expires at another time.
   *
   * @param state whether what the machine is doing may have changed
   */
  void renew(DeviceGroup group, boolean state) {
    group.tracked().renew();
    deviceTable.touch(group.device().id(), state);
  }

  /** Merges a group anew whose evidence changed, but is linked as before. */
  void remerge(DeviceGroup group, Departure cause) {
    settle(List.of(group), Map.of(group.device().id(), group), cause, false);
  }

  /**
   * Determines anew which of the given evidence, and of all that is linked with it, is one device.
   *
   * @param cause why and when a device departed whose last evidence ended
   * @return all evidence that was considered
   */
  Set<TrackedEvidence> regroup(Collection<TrackedEvidence> seeds, Departure cause) {
    return regroup(seeds, cause, false);
  }

  /** Regroups restored evidence; the events are replays. */
  void restored(Collection<TrackedEvidence> seeds, Departure cause) {
    regroup(seeds, cause, true);
  }

  /** Merges all devices anew with another classifier. */
  void reclassify(DeviceClassifier next, Departure cause) {
    classifier = next;
    rebuildAll(cause);
  }

  /** Merges all devices anew. */
  void rebuildAll(Departure cause) {
    for (DeviceGroup group : List.copyOf(groups.values())) {
      settle(List.of(group), Map.of(group.device().id(), group), cause, false);
    }
  }

  /** Merges the device with exactly this id anew. */
  void rebuild(DeviceId id, Departure cause) {
    DeviceGroup group = Objects.requireNonNull(groups.get(id));
    settle(List.of(group), Map.of(id, group), cause, false);
  }

  /** Removes the warning from devices that no longer flap. */
  void expireWarnings(Departure cause) {
    flapping.expire(cause.at()).stream()
        .filter(groups::containsKey)
        .forEach(id -> rebuild(id, cause));
  }

  /** Returns all evidence of all groups. */
  List<TrackedEvidence> entries() {
    return groups.values().stream().flatMap(group -> group.members.stream()).toList();
  }

  /** Returns the evidence of the device with exactly this id. */
  List<TrackedEvidence> entries(DeviceId id) {
    return List.copyOf(Objects.requireNonNull(groups.get(id)).members);
  }

  /** Drops a device and its evidence; returns false if there is none with exactly this id. */
  boolean forget(DeviceId id, Departure cause) {
    DeviceGroup group = groups.remove(id);
    if (group == null) {
      return false;
    }
    Device device = group.device();
    for (TrackedEvidence entry : List.copyOf(group.members)) {
      drop(group, entry);
      entry.identifiers.forEach(identifier -> toRegroup.addAll(index.linked(identifier)));
    }
    deviceTable.remove(device);
    flapping.forget(id);
    EventBuilder builder = new EventBuilder(cause, false);
    builder.ofRemoval(device, null);
    builder.events().forEach(events);
    if (cause.reason() == DepartureReason.FORGOTTEN) {
      removals.onRemoved(device, null);
    }
    regroup(takeToRegroup(), cause, false);
    return true;
  }

  /** Drops a piece of ended evidence, and the device if it has no other. */
  void evict(TrackedEvidence entry, Departure cause) {
    DeviceGroup group = Objects.requireNonNull(entry.group);
    if (group.members.size() == 1) {
      forget(group.device().id(), cause);
    } else {
      drop(group, entry);
      regroup(takeToRegroup(), cause, false);
    }
  }

  private Set<TrackedEvidence> regroup(
      Collection<TrackedEvidence> seeds, Departure cause, boolean replay) {
    Set<TrackedEvidence> seen = new LinkedHashSet<>();
    Map<DeviceId, DeviceGroup> before = new LinkedHashMap<>();
    List<DeviceGroup> after = List.of();
    for (Collection<TrackedEvidence> open = seeds; !open.isEmpty(); open = takeToRegroup()) {
      after.forEach(group -> toRegroup.addAll(group.members));
      toRegroup.addAll(open);
      Set<TrackedEvidence> closure = index.closure(takeToRegroup());
      seen.addAll(closure);
      for (TrackedEvidence entry : closure) {
        if (entry.group != null) {
          before.put(entry.group.device().id(), entry.group);
        }
      }
      after = new ArrayList<>(DeviceGroups.of(closure, index));
      after.removeIf(this::dropIfFragment);
      after.forEach(this::prune);
    }
    after = after.stream().sorted(DeviceGroup.ORDER).toList();
    settle(after, before, cause, replay);
    return seen;
  }

  private List<TrackedEvidence> takeToRegroup() {
    List<TrackedEvidence> taken = List.copyOf(toRegroup);
    toRegroup.clear();
    return taken;
  }

  /**
   * Drops a group of a single piece of ended evidence without identifiers that was part of a larger
   * group: it is not a device of its own, whatever its MAC address.
   */
  private boolean dropIfFragment(DeviceGroup group) {
    TrackedEvidence only = group.members.get(0);
    DeviceGroup last = only.group;
    boolean fragment =
        group.members.size() == 1
            && !only.live()
            && only.identifiers.isEmpty()
            && last != null
            && (only.splitOff || last.members.size() > 1);
    if (fragment) {
      drop(group, only);
    }
    return fragment;
  }

  /**
   * Merges devices from groups, and publishes their differences from the previous groups' devices.
   */
  private void settle(
      Collection<DeviceGroup> after,
      Map<DeviceId, DeviceGroup> before,
      Departure cause,
      boolean replay) {
    Map<DeviceId, Device> removed = new LinkedHashMap<>();
    before.forEach((id, group) -> removed.put(id, group.device()));
    removed.keySet().forEach(groups::remove);
    EventBuilder builder = new EventBuilder(cause, replay);
    for (DeviceGroup group : after) {
      Departure departure = group.live() ? null : departureOf(group, cause);
      group.members.forEach(entry -> put(entry, group));
      Device merged = merge(group, departure);
      Device previous = removed.remove(merged.id());
      Device device = flapping.check(previous, merged, cause.at());
      group.tracked(new TrackedDevice(device, group.members));
      groups.put(device.id(), group);
      boolean same = previous != null && DeviceDiff.same(previous, device);
      deviceTable.put(group.tracked(), same ? null : cause.at());
      builder.of(previous, device, same);
    }
    Map<Device, DeviceId> merged = new LinkedHashMap<>();
    removed.forEach(
        (id, device) -> {
          deviceTable.remove(device);
          flapping.forget(id);
          DeviceId successor = successor(device, before.get(id));
          if (successor != null) {
            merged.put(device, successor);
          }
          builder.ofRemoval(device, successor);
        });
    builder.events().forEach(events);
    merged.forEach(removals::onRemoved);
  }

  private static void put(TrackedEvidence entry, DeviceGroup group) {
    boolean alone = group.members.size() == 1;
    entry.splitOff =
        alone && (entry.splitOff || entry.group != null && entry.group.members.size() > 1);
    entry.group = group;
  }

  /** Returns the record that continues a removed one; null if there is none. */
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

  /** Returns the latest departure of the parts; a new one, if one of them was present. */
  private static Departure departureOf(DeviceGroup group, Departure cause) {
    Departure last = null;
    for (TrackedEvidence entry : group.members) {
      Departure each = entry.group == null ? entry.left : entry.group.device().departure();
      if (each == null) {
        return cause;
      }
      last = last == null || each.at().isAfter(last.at()) ? each : last;
    }
    return last == null ? cause : last;
  }

  private Device merge(DeviceGroup group, @Nullable Departure departure) {
    Instant known = group.members.get(0).known;
    List<Evidence> evidence = new ArrayList<>(group.members.size());
    for (TrackedEvidence entry : group.members) {
      known = entry.known.isBefore(known) ? entry.known : known;
      evidence.add(entry.evidence());
    }
    Device merged =
        DeviceMerger.device(
            evidence,
            group.identifiers,
            group.warnings,
            group.ambiguous,
            known,
            departure,
            classifier,
            group.mergedBefore());
    return annotate.apply(unique(merged, group));
  }

  /**
   * Makes the id unique: two anonymous devices may have one address, on two interfaces or because
   * of a split.
   */
  private Device unique(Device device, DeviceGroup group) {
    String suffix = "%" + group.members.get(0).endpoint().interfaceName();
    Device unique = device;
    while (groups.containsKey(unique.id())) {
      group.renamed = true;
      unique = unique.withId(DeviceId.of(unique.id().value(), suffix));
    }
    return unique;
  }

  /** Drops remembered evidence that adds nothing to other evidence. */
  private void prune(DeviceGroup group) {
    List<TrackedEvidence> remembered =
        group.members.stream()
            .filter(entry -> !entry.live())
            .sorted(Comparator.comparing((TrackedEvidence entry) -> entry.evidence().lastSeen()))
            .toList();
    int count = remembered.size();
    for (TrackedEvidence entry : remembered) {
      boolean anonymous = isAnonymous(entry) && group.members.size() > 1;
      if (anonymous
          || count > MAX_REMEMBERED
          || group.members.stream().anyMatch(entry::isCoveredBy)) {
        drop(group, entry);
        count--;
        TrackedEvidence survivor = group.members.get(0);
        survivor.known = entry.known.isBefore(survivor.known) ? entry.known : survivor.known;
      }
    }
  }

  /** Returns whether nothing identifies the device that it belongs to. */
  private boolean isAnonymous(TrackedEvidence entry) {
    return entry.identifiers.isEmpty() && (entry.mac() == null || index.isShared(entry.mac()));
  }

  /** Drops a piece of evidence; what it was linked with is to be regrouped. */
  private void drop(DeviceGroup group, TrackedEvidence entry) {
    if (entry.group != null) {
      entry.group.members.remove(entry);
      entry.group = null;
    }
    group.members.remove(entry);
    toRegroup.addAll(group.members);
    toRegroup.addAll(index.remove(entry));
    toRegroup.remove(entry);
    discard.accept(entry);
  }

  boolean isEmpty() {
    return groups.isEmpty() && toRegroup.isEmpty() && flapping.isEmpty();
  }
}
