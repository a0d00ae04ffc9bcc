// SPDX-License-Identifier: Apache-2.0
package io.kitty.testkit.hub;

import io.kitty.device.Device;
import io.kitty.device.Evidence;
import io.kitty.device.Fact;
import io.kitty.identifier.DeviceId;
import io.kitty.identifier.Identifier;
import io.kitty.inventory.DeviceEditor;
import io.kitty.inventory.IdentityOverride;
import io.kitty.inventory.IdentityOverride.Kind;
import io.kitty.inventory.MergeSuggestion;
import io.kitty.inventory.SplitOption;
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
  private volatile List<DeviceId> outcome = List.of();
  private volatile List<SplitOption> splits = List.of();
  private volatile List<MergeSuggestion> suggestions = List.of();

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
  public List<Device> split(DeviceId id, Identifier identifier) {
    return split(
        hub.device(id).filter(device -> device.identifiers().contains(identifier)),
        identifier.id().value());
  }

  @Override
  public List<Device> split(DeviceId id, String source, String key) {
    return split(
        hub.device(id).filter(device -> device.sightings().anyMatch(each -> is(each, source, key))),
        "sighting:" + source + ":" + key);
  }

  private static boolean is(Evidence evidence, String source, String key) {
    return evidence.source().id().equals(source) && evidence.sighting().key().equals(key);
  }

  private List<Device> split(Optional<Device> device, String subject) {
    device.ifPresent(known -> add(Kind.SPLIT, subject));
    return device.isEmpty() || outcome.isEmpty()
        ? device.stream().toList()
        : outcome.stream().flatMap(id -> hub.device(id).stream()).toList();
  }

  private void add(Kind kind, String... subjects) {
    String id = "c" + overrides.size();
    overrides.add(new IdentityOverride(id, kind, List.of(subjects), MADE));
  }

  /** Sets the devices that every split returns; by default the split device alone. */
  public void outcome(DeviceId... ids) {
    outcome = List.of(ids);
  }

  @Override
  public List<SplitOption> splits(DeviceId id) {
    return splits;
  }

  /** Sets the ways to split any device. */
  public void splits(SplitOption... options) {
    splits = List.of(options);
  }

  @Override
  public List<MergeSuggestion> suggestions(DeviceId id) {
    return suggestions.stream().filter(each -> !each.other().id().equals(id)).toList();
  }

  /** Sets the suggestions for any device but their own. */
  public void suggestions(MergeSuggestion... all) {
    suggestions = List.of(all);
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
