// SPDX-License-Identifier: Apache-2.0
package io.kitty.core.model;

import io.kitty.device.Departure;
import io.kitty.device.DepartureReason;
import io.kitty.device.Device;
import io.kitty.device.DeviceId;
import io.kitty.device.Fact;
import io.kitty.device.Identifier;
import io.kitty.hub.IdentityOverride;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Takes in what people say of devices, and has the {@link DeviceGrouper} keep the devices true to
 * it.
 */
public final class UserEdits {

  private final UserAnnotations annotations;
  private final IdentityOverrides overrides;
  private final EvidenceIndex index;
  private final DeviceTable catalogue;
  private final DeviceGrouper grouper;

  UserEdits(
      UserAnnotations annotations,
      IdentityOverrides overrides,
      EvidenceIndex index,
      DeviceTable catalogue,
      DeviceGrouper grouper) {
    this.annotations = annotations;
    this.overrides = overrides;
    this.index = index;
    this.catalogue = catalogue;
    this.grouper = grouper;
  }

  /** Takes in what people say of a device; empty if there is none of this id or alias. */
  public Optional<Device> annotate(DeviceId id, Map<Fact, String> said, Timestamp now) {
    return catalogue
        .find(id)
        .map(
            device -> {
              annotations.annotate(device, said, now.wall());
              grouper.remake(device.id(), why(now));
              return catalogue.get(device.id());
            });
  }

  /** Has two devices be one; empty if one is not there, or they are one already. */
  public Optional<Device> merge(DeviceId one, DeviceId other, Timestamp now) {
    Optional<Device> first = catalogue.find(one);
    Optional<Device> second = catalogue.find(other);
    if (first.isEmpty() || second.isEmpty() || first.equals(second)) {
      return Optional.empty();
    }
    overrides.merge(first.get(), second.get(), now.wall());
    relink(now);
    return catalogue.find(first.get().id());
  }

  /** Has an identifier of a device join nothing; false if the device does not show it. */
  public boolean split(DeviceId id, Identifier identifier, Timestamp now) {
    boolean shown =
        catalogue.find(id).filter(device -> device.identifiers().contains(identifier)).isPresent();
    if (shown) {
      overrides.split(identifier, now.wall());
      relink(now);
    }
    return shown;
  }

  /** Has what was seen under a key be a machine of its own; false if it is all of the device. */
  public boolean split(DeviceId id, String source, String key, Timestamp now) {
    SightingKey thing = new SightingKey(source, key);
    List<SightingKey> all =
        catalogue.find(id).stream()
            .flatMap(device -> device.evidence().stream())
            .map(each -> new SightingKey(each.source().id(), each.sighting().key()))
            .distinct()
            .toList();
    boolean divides = all.size() > 1 && all.contains(thing);
    if (divides) {
      overrides.split(thing, now.wall());
      relink(now);
    }
    return divides;
  }

  /** The corrections that hold, earliest first. */
  public List<IdentityOverride> overrides() {
    return overrides.list();
  }

  /** Takes a correction back; false if there is none of this id. */
  public boolean undo(String override, Timestamp now) {
    boolean undone = overrides.undo(override, now.wall());
    if (undone) {
      relink(now);
    }
    return undone;
  }

  /** Takes in remarks that a registry kept: of two on one thing the later counts. */
  public void recall(Collection<UserEdit> edits, Timestamp now) {
    boolean said = false;
    boolean override = false;
    for (UserEdit edit : edits) {
      if (edit instanceof UserEdit.AnnotationEdit one) {
        said |= annotations.recall(one);
      } else if (edit instanceof UserEdit.OverrideEdit one) {
        override |= overrides.recall(one);
      }
    }
    if (override) {
      relink(now);
    }
    if (said) {
      grouper.remakeAll(why(now));
    }
  }

  /** All that is to be kept. */
  public List<UserEdit> all() {
    List<UserEdit> all = new ArrayList<>(overrides.all());
    annotations.all().forEach(all::add);
    return all;
  }

  /** Has entries be linked as people said. */
  private void relink(Timestamp now) {
    Set<TrackedEvidence> seeds = new LinkedHashSet<>();
    for (TrackedEvidence entry : grouper.entries()) {
      Set<Identifier> links = overrides.links(entry.thing, entry.evidence);
      boolean apart = overrides.isApart(entry.thing);
      if (apart != entry.apart || !links.equals(entry.identifiers)) {
        seeds.addAll(index.remove(entry));
        entry.identifiers = links;
        entry.apart = apart;
        seeds.addAll(index.add(entry));
        seeds.addAll(index.at(entry.address()));
      }
    }
    grouper.regroup(seeds, why(now));
  }

  private static Departure why(Timestamp now) {
    return new Departure(DepartureReason.EXPIRED, now.wall());
  }
}
