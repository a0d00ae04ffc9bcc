// SPDX-License-Identifier: Apache-2.0
package io.kitty.core.model;

import io.kitty.core.model.UserEdit.OverrideEdit;
import io.kitty.device.Device;
import io.kitty.device.Evidence;
import io.kitty.device.Identifier;
import io.kitty.hub.IdentityOverride;
import io.kitty.hub.IdentityOverride.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
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

/** What people corrected in which records are one machine, and what that makes of links. */
final class IdentityOverrides {

  private static final String SIGHTING = "sighting:";

  private final Map<String, OverrideEdit> all = new LinkedHashMap<>();
  private final Map<String, Set<Identifier>> joins = new HashMap<>();
  private final Set<String> parted = new HashSet<>();
  private final Consumer<UserEdit> changes;

  /**
   * @param changes told of all that is to be kept
   */
  IdentityOverrides(Consumer<UserEdit> changes) {
    this.changes = changes;
  }

  /** What may link an entry to others, by what it shows and by what people said of that. */
  Set<Identifier> links(SightingKey thing, Evidence evidence) {
    Set<Identifier> shown = TrackedEvidence.identifiersOf(evidence);
    if (joins.isEmpty() && parted.isEmpty()) {
      return shown;
    }
    Set<Identifier> links = new TreeSet<>(shown);
    if (isApart(thing)) {
      links.clear();
    }
    links.removeIf(identifier -> parted.contains(name(identifier)));
    shown.forEach(identifier -> links.addAll(joins.getOrDefault(name(identifier), Set.of())));
    links.addAll(joins.getOrDefault(name(thing), Set.of()));
    return Collections.unmodifiableSet(links);
  }

  /** Whether people said that a thing is a machine of its own. */
  boolean isApart(SightingKey thing) {
    return parted.contains(name(thing));
  }

  /** Notes that two devices are one machine. */
  void merge(Device one, Device other, Instant at) {
    add(Kind.MERGE, List.of(name(one), name(other)), at);
  }

  /** Notes that an identifier joins nothing. */
  void split(Identifier identifier, Instant at) {
    add(Kind.SPLIT, List.of(name(identifier)), at);
  }

  /** Notes that a thing is a machine of its own. */
  void split(SightingKey thing, Instant at) {
    add(Kind.SPLIT, List.of(name(thing)), at);
  }

  private void add(Kind kind, List<String> of, Instant at) {
    IdentityOverride override = new IdentityOverride(UUID.randomUUID().toString(), kind, of, at);
    put(new OverrideEdit(override, false, at));
  }

  /** Takes one back; false if there is none. */
  boolean undo(String id, Instant at) {
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

  /** Takes in what was kept; tells whether it is news, which is to be kept elsewhere as well. */
  boolean recall(OverrideEdit kept) {
    OverrideEdit before = all.get(kept.override().id());
    boolean news = before == null || kept.at().isAfter(before.at());
    if (news) {
      put(kept);
    }
    return news;
  }

  private void rebuild() {
    joins.clear();
    parted.clear();
    for (IdentityOverride override : list()) {
      if (override.kind() == Kind.SPLIT) {
        parted.addAll(override.subjects());
      } else {
        Identifier hand = new Identifier.Manual(override.id());
        override
            .subjects()
            .forEach(name -> joins.computeIfAbsent(name, n -> new TreeSet<>()).add(hand));
      }
    }
  }

  /** Those that hold, earliest first. */
  List<IdentityOverride> list() {
    List<IdentityOverride> list = new ArrayList<>();
    all.values().stream()
        .filter(each -> !each.undone())
        .map(OverrideEdit::override)
        .sorted(Comparator.comparing(IdentityOverride::made))
        .forEach(list::add);
    return list;
  }

  /** All that is to be kept. */
  Collection<OverrideEdit> all() {
    return all.values();
  }

  /** The strongest identifier of a device, or what was seen of it where it shows none. */
  private static String name(Device device) {
    return device.identifiers().stream()
        .findFirst()
        .map(IdentityOverrides::name)
        .orElseGet(() -> name(device.evidence().get(0)));
  }

  private static String name(Evidence evidence) {
    return name(new SightingKey(evidence.source().id(), evidence.sighting().key()));
  }

  private static String name(SightingKey thing) {
    return SIGHTING + thing.source() + ":" + thing.key();
  }

  private static String name(Identifier identifier) {
    return identifier.id().value();
  }
}
