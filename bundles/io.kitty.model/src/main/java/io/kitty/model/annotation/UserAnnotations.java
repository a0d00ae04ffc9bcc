// SPDX-License-Identifier: Apache-2.0
package io.kitty.model.annotation;

import io.kitty.collection.CompactMap;
import io.kitty.device.Device;
import io.kitty.device.Fact;
import io.kitty.identifier.DeviceId;
import io.kitty.identifier.Identifier;
import io.kitty.model.annotation.UserEdit.AnnotationEdit;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The annotations of devices. They are stored under the best id of the device, and found under any
 * id that its identifiers yield; under an address id only until the device has an identifier.
 */
public final class UserAnnotations {

  private final Map<DeviceId, AnnotationEdit> edits = new HashMap<>();
  private final Consumer<UserEdit> changes;

  /**
   * @param changes receives each change to be saved
   */
  public UserAnnotations(Consumer<UserEdit> changes) {
    this.changes = changes;
  }

  /** Returns the device with its annotations. */
  public Device annotate(Device device) {
    if (edits.isEmpty()) {
      return device;
    }
    Map<Fact, String> facts = new EnumMap<>(Fact.class);
    Instant latest = Instant.MIN;
    boolean underOtherId = false;
    for (DeviceId id : ids(device)) {
      AnnotationEdit annotation = edits.get(id);
      if (annotation != null && !annotation.facts().isEmpty()) {
        annotation.facts().forEach(facts::putIfAbsent);
        latest = annotation.at().isAfter(latest) ? annotation.at() : latest;
        underOtherId |= !id.equals(device.id());
      }
    }
    if (facts.isEmpty()) {
      return device;
    }
    if (underOtherId) {
      store(device, facts, latest);
    }
    Map<Fact, String> all = new EnumMap<>(device.facts());
    all.putAll(facts);
    return device.withFacts(CompactMap.copyOf(all));
  }

  /** Returns all ids of a device, the best one first. */
  private static Set<DeviceId> ids(Device device) {
    Set<DeviceId> ids = new LinkedHashSet<>();
    ids.add(device.id());
    device.identifiers().stream().map(Identifier::id).forEach(ids::add);
    ids.addAll(device.aliases());
    return ids;
  }

  /** Sets annotations; an empty value removes one. */
  public void annotate(Device device, Map<Fact, String> values, Instant at) {
    Map<Fact, String> facts = new EnumMap<>(Fact.class);
    device.facts().forEach((fact, value) -> put(facts, fact, value));
    values.forEach((fact, value) -> put(facts, fact, value));
    store(device, facts, at);
  }

  private static void put(Map<Fact, String> facts, Fact fact, String value) {
    if (value.isEmpty()) {
      facts.remove(fact);
    } else if (fact.byUser()) {
      facts.put(fact, value);
    }
  }

  private void store(Device device, Map<Fact, String> facts, Instant at) {
    for (DeviceId id : ids(device)) {
      boolean best = id.equals(device.id());
      AnnotationEdit before = edits.get(id);
      if (best || before != null && !before.facts().isEmpty()) {
        AnnotationEdit now = new AnnotationEdit(id, best ? facts : Map.of(), at);
        edits.put(id, now);
        changes.accept(now);
      }
    }
  }

  /**
   * Restores annotations from a registry; returns whether they are newer, and so have to be saved
   * elsewhere too.
   */
  public boolean restore(AnnotationEdit stored) {
    AnnotationEdit before = edits.get(stored.of());
    boolean newer = before == null || stored.at().isAfter(before.at());
    if (newer) {
      edits.put(stored.of(), stored);
      changes.accept(stored);
    }
    return newer;
  }

  /** Returns all annotations to be saved. */
  public Iterable<AnnotationEdit> all() {
    return edits.values();
  }
}
