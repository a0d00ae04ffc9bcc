// SPDX-License-Identifier: Apache-2.0
package io.kitty.core;

import io.kitty.core.pipeline.Pipeline;
import io.kitty.device.Device;
import io.kitty.device.Fact;
import io.kitty.identifier.DeviceId;
import io.kitty.identifier.Identifier;
import io.kitty.inventory.DeviceEditor;
import io.kitty.inventory.IdentityOverride;
import io.kitty.inventory.MergeSuggestion;
import io.kitty.inventory.SplitOption;
import io.kitty.model.SplitPreview;
import io.kitty.model.UserEdits;
import io.kitty.model.annotation.MergeSuggestions;
import io.kitty.model.annotation.UserEdit;
import io.kitty.model.device.DeviceTable;
import io.kitty.model.evidence.Timestamp;
import io.kitty.text.SafeText;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.BiFunction;

/** Validates annotations and overrides and passes them to the model. */
final class DeviceEditorService implements DeviceEditor {

  private final Pipeline pipeline;

  DeviceEditorService(Pipeline pipeline) {
    this.pipeline = pipeline;
  }

  @Override
  public Optional<Device> annotate(DeviceId id, Map<Fact, String> values) {
    Map<Fact, String> clean = new EnumMap<>(Fact.class);
    values.forEach((fact, value) -> clean.put(fact, check(fact, value)));
    return call((edits, now) -> edits.annotate(id, clean, now), Optional.empty());
  }

  private static String check(Fact fact, String value) {
    if (!fact.byUser()) {
      throw new IllegalArgumentException(fact + " is what protocols say");
    }
    int max = fact == Fact.USER_NOTE ? MAX_NOTE : MAX_WORDS;
    if (value.length() > max) {
      throw new IllegalArgumentException(
          "%s has %d characters; at most %d are allowed".formatted(fact, value.length(), max));
    }
    boolean flag = fact == Fact.USER_IGNORED || fact == Fact.USER_SLEEPS;
    if (flag && !value.isEmpty() && !value.equals("true")) {
      throw new IllegalArgumentException(fact + " = " + value + ": true or nothing is allowed");
    }
    return fact == Fact.USER_NOTE ? value.strip() : SafeText.clean(value, max);
  }

  @Override
  public Optional<Device> merge(DeviceId one, DeviceId other) {
    return call((edits, now) -> edits.merge(one, other, now), Optional.empty());
  }

  @Override
  public List<Device> split(DeviceId id, Identifier identifier) {
    return call((edits, now) -> edits.split(id, identifier, now), List.of());
  }

  @Override
  public List<Device> split(DeviceId id, String source, String key) {
    return call((edits, now) -> edits.split(id, source, key, now), List.of());
  }

  @Override
  public List<SplitOption> splits(DeviceId id) {
    Optional<Device> device = pipeline.deviceTable().find(id);
    if (device.isEmpty()) {
      return List.of();
    }
    List<UserEdit> all = call((edits, now) -> edits.all(), List.of());
    return SplitPreview.of(device.get(), all, Timestamp.now());
  }

  @Override
  public List<MergeSuggestion> suggestions(DeviceId id) {
    DeviceTable table = pipeline.deviceTable();
    return table
        .find(id)
        .map(device -> MergeSuggestions.of(device, table.devices(), overrides()))
        .orElse(List.of());
  }

  @Override
  public List<IdentityOverride> overrides() {
    return call((edits, now) -> edits.overrides(), List.of());
  }

  @Override
  public boolean undo(String override) {
    return call((edits, now) -> edits.undo(override, now), false);
  }

  /** Runs a task on the pipeline's thread; returns the fallback once the hub has stopped. */
  private <T> T call(BiFunction<UserEdits, Timestamp, T> task, T fallback) {
    try {
      return pipeline.call(set -> task.apply(set.userEdits(), Timestamp.now())).join();
    } catch (CancellationException e) {
      return fallback;
    }
  }
}
