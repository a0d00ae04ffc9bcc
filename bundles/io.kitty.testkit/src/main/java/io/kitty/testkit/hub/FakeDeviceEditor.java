// SPDX-License-Identifier: Apache-2.0
package io.kitty.testkit.hub;

import io.kitty.device.Device;
import io.kitty.device.Fact;
import io.kitty.identifier.DeviceId;
import io.kitty.identifier.Identifier;
import io.kitty.inventory.DeviceEditor;
import io.kitty.inventory.IdentityOverride;
import io.kitty.inventory.IdentityOverride.Kind;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Applies annotations to the devices of a fake hub and records overrides, which change no device.
 * Thread-safe.
 */
public final class FakeDeviceEditor implements DeviceEditor {

  /** When each override was made. */
  public static final Instant MADE = Instant.ofEpochSecond(7);

  private final List<IdentityOverride> overrides = new CopyOnWriteArrayList<>();
  private final FakeHub hub;

  public FakeDeviceEditor(FakeHub hub) {
    this.hub = hub;
  }

  @Override
  public Optional<Device> annotate(DeviceId id, Map<Fact, String> annotations) {
    annotations.forEach(FakeDeviceEditor::checkLength);
    Optional<Device> device = hub.device(id);
    device.ifPresent(
        known -> {
          Map<Fact, String> facts = new EnumMap<>(known.facts());
          facts.putAll(annotations);
          facts.values().removeIf(String::isEmpty);
          hub.add(known.withFacts(facts));
        });
    return device.flatMap(known -> hub.device(known.id()));
  }

  private static void checkLength(Fact fact, String value) {
    if (value.length() > (fact == Fact.USER_NOTE ? MAX_NOTE : MAX_WORDS)) {
      throw new IllegalArgumentException(fact + " is too long");
    }
  }

  @Override
  public Optional<Device> merge(DeviceId one, DeviceId other) {
    Optional<Device> merged =
        hub.device(one).filter(device -> !one.equals(other) && hub.device(other).isPresent());
    merged.ifPresent(device -> add(Kind.MERGE, one.value(), other.value()));
    return merged;
  }

  @Override
  public boolean split(DeviceId id, Identifier identifier) {
    return hub.device(id).filter(device -> device.identifiers().contains(identifier)).isPresent()
        && add(Kind.SPLIT, identifier.id().value());
  }

  @Override
  public boolean split(DeviceId id, String source, String key) {
    return hub.device(id).stream()
            .flatMap(Device::sightings)
            .anyMatch(
                each -> each.source().id().equals(source) && each.sighting().key().equals(key))
        && add(Kind.SPLIT, "sighting:" + source + ":" + key);
  }

  private boolean add(Kind kind, String... subjects) {
    String id = "c" + overrides.size();
    return overrides.add(new IdentityOverride(id, kind, List.of(subjects), MADE));
  }

  /** Adds a merge of two devices. */
  public void addMerge(String id, Instant made) {
    overrides.add(new IdentityOverride(id, Kind.MERGE, List.of("uuid:a", "uuid:b"), made));
  }

  @Override
  public List<IdentityOverride> overrides() {
    return List.copyOf(overrides);
  }

  @Override
  public boolean undo(String override) {
    return overrides.removeIf(each -> each.id().equals(override));
  }
}
