// SPDX-License-Identifier: Apache-2.0
package io.kitty.model.annotation;

import io.kitty.collection.CompactSet;
import io.kitty.device.Device;
import io.kitty.device.Evidence;
import io.kitty.identifier.Identifier;
import io.kitty.inventory.IdentityOverride;
import io.kitty.inventory.IdentityOverride.Kind;
import io.kitty.model.annotation.UserEdit.OverrideEdit;
import io.kitty.model.evidence.SightingKey;
import io.kitty.model.evidence.TrackedEvidence;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Consumer;

/** The overrides, and the links between evidence that result from them. */
public final class IdentityOverrides {

  private static final String SIGHTING = "sighting:";

  private final Map<String, OverrideEdit> all = new LinkedHashMap<>();
  private final Map<String, Set<Identifier>> merges = new HashMap<>();
  private final Set<String> splits = new HashSet<>();
  private final Consumer<UserEdit> changes;

  /**
   * @param changes receives each change to be saved
   */
  public IdentityOverrides(Consumer<UserEdit> changes) {
    this.changes = changes;
  }

  /**
   * Returns the identifiers that may link evidence to other evidence, after applying the overrides.
   */
  public Set<Identifier> links(SightingKey key, Evidence evidence) {
    Set<Identifier> shown = TrackedEvidence.identifiersOf(evidence);
    if (merges.isEmpty() && splits.isEmpty()) {
      return shown;
    }
    Set<Identifier> links = new TreeSet<>(shown);
    if (isSplitOff(key)) {
      links.clear();
    }
    links.removeIf(identifier -> splits.contains(name(identifier)));
    shown.forEach(identifier -> links.addAll(merges.getOrDefault(name(identifier), Set.of())));
    links.addAll(merges.getOrDefault(name(key), Set.of()));
    return CompactSet.copyOf(links);
  }

  /** Tracks evidence, with the links that identifiers and overrides give it. */
  public TrackedEvidence track(SightingKey key, Evidence evidence, Instant known, long deadline) {
    TrackedEvidence entry =
        new TrackedEvidence(key, evidence, links(key, evidence), known, deadline);
    entry.isolated = isSplitOff(key);
    return entry;
  }

  /** Returns whether a sighting key was split off into a device of its own. */
  public boolean isSplitOff(SightingKey key) {
    return splits.contains(name(key));
  }

  /** Adds the override that two devices are one. */
  public void merge(Device one, Device other, Instant at) {
    add(Kind.MERGE, List.of(name(one), name(other)), at);
  }

  /** Adds the override that an identifier links nothing. */
  public void split(Identifier identifier, Instant at) {
    add(Kind.SPLIT, List.of(name(identifier)), at);
  }

  /** Adds the override that a sighting key is a device of its own. */
  public void split(SightingKey key, Instant at) {
    add(Kind.SPLIT, List.of(name(key)), at);
  }

  private void add(Kind kind, List<String> of, Instant at) {
    IdentityOverride override = new IdentityOverride(UUID.randomUUID().toString(), kind, of, at);
    put(new OverrideEdit(override, false, at));
  }

  /** Undoes an override; returns false if there is none. */
  public boolean undo(String id, Instant at) {
    OverrideEdit before = all.get(id);
    if (before == null || before.undone()) {
      return false;
    }
    put(new OverrideEdit(before.override(), true, at));
    return true;
  }

  private void put(OverrideEdit override) {
    all.put(override.override().id(), override);
    changes.accept(override);
    rebuild();
  }

  /**
   * Restores an override from a registry; returns whether it is newer, and so has to be saved
   * elsewhere too.
   */
  public boolean restore(OverrideEdit stored) {
    OverrideEdit before = all.get(stored.override().id());
    boolean newer = before == null || stored.at().isAfter(before.at());
    if (newer) {
      put(stored);
    }
    return newer;
  }

  private void rebuild() {
    merges.clear();
    splits.clear();
    for (IdentityOverride override : list()) {
      if (override.kind() == Kind.SPLIT) {
        splits.addAll(override.subjects());
      } else {
        Identifier manual = new Identifier.Manual(override.id());
        override
            .subjects()
            .forEach(name -> merges.computeIfAbsent(name, n -> new TreeSet<>()).add(manual));
      }
    }
  }

  /** Returns the active overrides, oldest first. */
  public List<IdentityOverride> list() {
    List<IdentityOverride> list = new ArrayList<>();
    all.values().stream()
        .filter(each -> !each.undone())
        .map(OverrideEdit::override)
        .sorted(Comparator.comparing(IdentityOverride::made))
        .forEach(list::add);
    return list;
  }

  /** Returns all overrides to be saved, undone ones included. */
  public Collection<OverrideEdit> all() {
    return all.values();
  }

  /** Returns the strongest identifier of a device, or its first sighting key if it has none. */
  private static String name(Device device) {
    return device.identifiers().stream()
        .findFirst()
        .map(IdentityOverrides::name)
        .orElseGet(() -> name(device.evidence().get(0)));
  }

  private static String name(Evidence evidence) {
    return name(SightingKey.of(evidence));
  }

  /** Returns the subject of an override that splits off a sighting key. */
  static String name(SightingKey key) {
    return SIGHTING + key.source() + ":" + key.key();
  }

  /** Returns the subject of an override about an identifier. */
  static String name(Identifier identifier) {
    return identifier.id().value();
  }
}
