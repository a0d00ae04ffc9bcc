// SPDX-License-Identifier: Apache-2.0
package io.kitty.core.model;

import io.kitty.core.model.UserEdit.AnnotationEdit;
import io.kitty.device.Device;
import io.kitty.device.DeviceId;
import io.kitty.device.Fact;
import io.kitty.device.Identifier;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What people said of devices. It is kept under the best id of the device, and found again under
 * any id that its identifiers give; under that of an address only until the device shows an
 * identifier.
 */
final class UserAnnotations {

  private final Map<DeviceId, AnnotationEdit> said = new HashMap<>();
  private final Consumer<UserEdit> changes;

  /**
   * @param changes told of all that is to be kept
   */
  UserAnnotations(Consumer<UserEdit> changes) {
    this.changes = changes;
  }

  /** The device with what people said of it. */
  Device annotate(Device device) {
    if (said.isEmpty()) {
      return device;
    }
    Map<Fact, String> facts = new EnumMap<>(Fact.class);
    Instant latest = Instant.MIN;
    boolean elsewhere = false;
    for (DeviceId id : ids(device)) {
      AnnotationEdit one = said.get(id);
      if (one != null && !one.facts().isEmpty()) {
        one.facts().forEach(facts::putIfAbsent);
        latest = one.at().isAfter(latest) ? one.at() : latest;
        elsewhere |= !id.equals(device.id());
      }
    }
    if (facts.isEmpty()) {
      return device;
    }
    if (elsewhere) {
      keep(device, facts, latest);
    }
    Map<Fact, String> all = new EnumMap<>(device.facts());
    all.putAll(facts);
    return device.withFacts(Collections.unmodifiableMap(all));
  }

  /** The best id first. */
  private static Set<DeviceId> ids(Device device) {
    Set<DeviceId> ids = new LinkedHashSet<>();
    ids.add(device.id());
    device.identifiers().stream().map(Identifier::id).forEach(ids::add);
    ids.addAll(device.aliases());
    return ids;
  }

  /** Takes in what is said now; a value that is empty takes back. */
  void annotate(Device device, Map<Fact, String> news, Instant at) {
    Map<Fact, String> facts = new EnumMap<>(Fact.class);
    device.facts().forEach((fact, value) -> put(facts, fact, value));
    news.forEach((fact, value) -> put(facts, fact, value));
    keep(device, facts, at);
  }

  private static void put(Map<Fact, String> facts, Fact fact, String value) {
    if (value.isEmpty()) {
      facts.remove(fact);
    } else if (fact.byUser()) {
      facts.put(fact, value);
    }
  }

  private void keep(Device device, Map<Fact, String> facts, Instant at) {
    for (DeviceId id : ids(device)) {
      boolean best = id.equals(device.id());
      AnnotationEdit before = said.get(id);
      if (best || before != null && !before.facts().isEmpty()) {
        AnnotationEdit now = new AnnotationEdit(id, best ? facts : Map.of(), at);
        said.put(id, now);
        changes.accept(now);
      }
    }
  }

  /** Takes in what was kept; tells whether it is news, which is to be kept elsewhere as well. */
  boolean recall(AnnotationEdit kept) {
    AnnotationEdit before = said.get(kept.of());
    boolean news = before == null || kept.at().isAfter(before.at());
    if (news) {
      said.put(kept.of(), kept);
      changes.accept(kept);
    }
    return news;
  }

  /** All that is to be kept. */
  Iterable<AnnotationEdit> all() {
    return said.values();
  }
}
