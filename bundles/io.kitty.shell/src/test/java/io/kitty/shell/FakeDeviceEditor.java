// SPDX-License-Identifier: Apache-2.0
package io.kitty.shell;

import io.kitty.device.Device;
import io.kitty.device.Fact;
import io.kitty.identifier.DeviceId;
import io.kitty.identifier.Identifier;
import io.kitty.inventory.DeviceEditor;
import io.kitty.inventory.IdentityOverride;
import io.kitty.testkit.FakeHub;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Applies annotations to the devices of a fake hub. */
final class FakeDeviceEditor implements DeviceEditor {

  final Map<Fact, String> said = new EnumMap<>(Fact.class);
  final List<String> calls = new ArrayList<>();
  final List<IdentityOverride> overrides = new ArrayList<>();
  private final FakeHub hub;

  FakeDeviceEditor(FakeHub hub) {
    this.hub = hub;
  }

  @Override
  public Optional<Device> annotate(DeviceId id, Map<Fact, String> facts) {
    if (facts.values().stream().anyMatch(value -> value.length() > MAX_NOTE)) {
      throw new IllegalArgumentException("longer than " + MAX_NOTE + " characters");
    }
    said.putAll(facts);
    return hub.device(id);
  }

  @Override
  public Optional<Device> merge(DeviceId one, DeviceId other) {
    calls.add("join " + one + " " + other);
    return one.equals(other) ? Optional.empty() : hub.device(one);
  }

  @Override
  public boolean split(DeviceId id, Identifier identifier) {
    calls.add("part " + id + " " + identifier.id());
    return true;
  }

  @Override
  public boolean split(DeviceId id, String source, String key) {
    calls.add("part " + id + " " + source + " " + key);
    return true;
  }

  @Override
  public List<IdentityOverride> overrides() {
    return overrides;
  }

  @Override
  public boolean undo(String override) {
    return overrides.removeIf(each -> each.id().equals(override));
  }

  void addMerge(String id, Instant made) {
    overrides.add(
        new IdentityOverride(id, IdentityOverride.Kind.MERGE, List.of("uuid:a", "uuid:b"), made));
  }
}
