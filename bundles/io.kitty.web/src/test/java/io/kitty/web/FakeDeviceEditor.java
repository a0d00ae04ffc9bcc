// SPDX-License-Identifier: Apache-2.0
package io.kitty.web;

import io.kitty.device.Device;
import io.kitty.device.Fact;
import io.kitty.identifier.DeviceId;
import io.kitty.identifier.Identifier;
import io.kitty.inventory.DeviceEditor;
import io.kitty.inventory.IdentityOverride;
import io.kitty.inventory.IdentityOverride.Kind;
import io.kitty.testkit.FakeHub;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** Records annotations and overrides, and applies what the tests need. */
final class FakeDeviceEditor implements DeviceEditor {

  final List<IdentityOverride> overrides = new CopyOnWriteArrayList<>();
  private final FakeHub hub;

  FakeDeviceEditor(FakeHub hub) {
    this.hub = hub;
  }

  @Override
  public Optional<Device> annotate(DeviceId id, Map<Fact, String> annotations) {
    if (annotations.getOrDefault(Fact.USER_NAME, "").length() > MAX_WORDS) {
      throw new IllegalArgumentException("USER_NAME is too long");
    }
    Optional<Device> device = hub.device(id);
    device.ifPresent(
        known -> {
          Map<Fact, String> facts = new EnumMap<>(known.facts());
          facts.putAll(annotations);
          facts.values().removeIf(String::isEmpty);
          hub.add(known.withFacts(facts));
        });
    return device;
  }

  @Override
  public Optional<Device> merge(DeviceId one, DeviceId other) {
    Optional<Device> both = hub.device(one).filter(d -> hub.device(other).isPresent());
    both.ifPresent(d -> correct(Kind.MERGE, one.value(), other.value()));
    return both;
  }

  @Override
  public boolean split(DeviceId id, Identifier identifier) {
    return correct(Kind.SPLIT, identifier.id().value());
  }

  @Override
  public boolean split(DeviceId id, String source, String key) {
    return key.equals("known") && correct(Kind.SPLIT, "sighting:" + source + ":" + key);
  }

  private boolean correct(Kind kind, String... of) {
    String id = "c" + overrides.size();
    return overrides.add(new IdentityOverride(id, kind, List.of(of), Instant.ofEpochSecond(7)));
  }

  @Override
  public List<IdentityOverride> overrides() {
    return overrides;
  }

  @Override
  public boolean undo(String override) {
    return overrides.removeIf(each -> each.id().equals(override));
  }
}
