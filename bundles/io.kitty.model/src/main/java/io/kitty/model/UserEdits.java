// SPDX-License-Identifier: Apache-2.0
package io.kitty.model;

import io.kitty.device.Departure;
import io.kitty.device.DepartureReason;
import io.kitty.device.Device;
import io.kitty.device.Fact;
import io.kitty.identifier.DeviceId;
import io.kitty.identifier.Identifier;
import io.kitty.inventory.IdentityOverride;
import io.kitty.model.annotation.IdentityOverrides;
import io.kitty.model.annotation.UserAnnotations;
import io.kitty.model.annotation.UserEdit;
import io.kitty.model.device.DeviceTable;
import io.kitty.model.evidence.DeviceGroup;
import io.kitty.model.evidence.SightingKey;
import io.kitty.model.evidence.Timestamp;
import io.kitty.model.evidence.TrackedEvidence;
import io.kitty.model.identity.EvidenceIndex;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Applies annotations and overrides, and has the {@link DeviceGrouper} update the devices. */
public final class UserEdits {

  private final UserAnnotations annotations;
  private final IdentityOverrides overrides;
  private final EvidenceIndex index;
  private final DeviceTable deviceTable;
  private final DeviceGrouper grouper;

  UserEdits(
      UserAnnotations annotations,
      IdentityOverrides overrides,
      EvidenceIndex index,
      DeviceTable deviceTable,
      DeviceGrouper grouper) {
    this.annotations = annotations;
    this.overrides = overrides;
    this.index = index;
    this.deviceTable = deviceTable;
    this.grouper = grouper;
  }

  /** Annotates a device; empty if there is none with this id or alias. */
  public Optional<Device> annotate(DeviceId id, Map<Fact, String> values, Timestamp now) {
    return deviceTable
        .find(id)
        .map(
            device -> {
              annotations.annotate(device, values, now.wall());
              grouper.rebuild(device.id(), expired(now));
              return deviceTable.get(device.id());
            });
  }

  /** Merges two devices; empty if one does not exist, or they are one already. */
  public Optional<Device> merge(DeviceId one, DeviceId other, Timestamp now) {
    Optional<Device> first = deviceTable.find(one);
    Optional<Device> second = deviceTable.find(other);
    if (first.isEmpty() || second.isEmpty() || first.equals(second)) {
      return Optional.empty();
    }
    overrides.merge(first.get(), second.get(), now.wall());
    relink(now);
    return deviceTable.find(first.get().id());
  }

  /**
   * Makes an identifier of a device link nothing.
   *
   * @return the devices that it is now; none, if it does not exist or does not have the identifier
   */
  public List<Device> split(DeviceId id, Identifier identifier, Timestamp now) {
    return deviceTable
        .find(id)
        .filter(device -> device.identifiers().contains(identifier))
        .map(device -> split(device, () -> overrides.split(identifier, now.wall()), now))
        .orElse(List.of());
  }

  /** Splits a device, and returns the devices that it is now, the one that continues it first. */
  private List<Device> split(Device device, Runnable override, Timestamp now) {
    List<TrackedEvidence> members = grouper.entries(device.id());
    override.run();
    relink(now);
    Map<DeviceId, List<Device>> parts =
        members.stream()
            .map(entry -> entry.group)
            .filter(Objects::nonNull)
            .map(DeviceGroup::device)
            .collect(Collectors.groupingBy(Device::id));
    return parts.values().stream()
        .sorted(
            Comparator.comparing((List<Device> each) -> !each.get(0).present())
                .thenComparing(each -> !each.get(0).id().equals(device.id()))
                .thenComparing(each -> -each.size())
                .thenComparing(each -> each.get(0).id()))
        .map(each -> each.get(0))
        .toList();
  }

  /**
   * Splits the evidence under a key off into a device of its own.
   *
   * @return the devices that it is now; none, if it does not exist or has no other evidence
   */
  public List<Device> split(DeviceId id, String source, String key, Timestamp now) {
    SightingKey sightingKey = new SightingKey(source, key);
    return deviceTable
        .find(id)
        .filter(device -> isSplittable(device, sightingKey))
        .map(device -> split(device, () -> overrides.split(sightingKey, now.wall()), now))
        .orElse(List.of());
  }

  private static boolean isSplittable(Device device, SightingKey key) {
    Set<SightingKey> all =
        device.evidence().stream().map(SightingKey::of).collect(Collectors.toSet());
    return all.size() > 1 && all.contains(key);
  }

  /** Returns the active overrides, oldest first. */
  public List<IdentityOverride> overrides() {
    return overrides.list();
  }

  /** Undoes an override; returns false if there is none with this id. */
  public boolean undo(String override, Timestamp now) {
    boolean undone = overrides.undo(override, now.wall());
    if (undone) {
      relink(now);
    }
    return undone;
  }

  /** Restores edits from a registry: the latest one for a subject is in force. */
  public void restore(Collection<UserEdit> edits, Timestamp now) {
    boolean annotated = false;
    boolean override = false;
    for (UserEdit edit : edits) {
      if (edit instanceof UserEdit.AnnotationEdit one) {
        annotated |= annotations.restore(one);
      } else if (edit instanceof UserEdit.OverrideEdit one) {
        override |= overrides.restore(one);
      }
    }
    if (override) {
      relink(now);
    }
    if (annotated) {
      grouper.rebuildAll(expired(now));
    }
  }

  /** Returns all edits to be saved. */
  public List<UserEdit> all() {
    List<UserEdit> all = new ArrayList<>(overrides.all());
    annotations.all().forEach(all::add);
    return all;
  }

  /** Links the evidence according to the overrides. */
  private void relink(Timestamp now) {
    Set<TrackedEvidence> seeds = new LinkedHashSet<>();
    for (TrackedEvidence entry : grouper.entries()) {
      Set<Identifier> links = overrides.links(entry.key, entry.evidence());
      boolean splitOff = overrides.isSplitOff(entry.key);
      if (splitOff != entry.isolated || !links.equals(entry.identifiers)) {
        seeds.addAll(index.remove(entry));
        entry.identifiers = links;
        entry.isolated = splitOff;
        seeds.addAll(index.add(entry));
        seeds.addAll(index.at(entry.address()));
      }
    }
    grouper.regroup(seeds, expired(now));
  }

  private static Departure expired(Timestamp now) {
    return new Departure(DepartureReason.EXPIRED, now.wall());
  }
}
