// SPDX-License-Identifier: Apache-2.0
package io.kitty.model;

import io.kitty.device.Device;
import io.kitty.device.Evidence;
import io.kitty.identifier.DeviceId;
import io.kitty.identifier.Identifier;
import io.kitty.inventory.SplitOption;
import io.kitty.model.annotation.UserEdit;
import io.kitty.model.annotation.UserEdit.AnnotationEdit;
import io.kitty.model.evidence.SightingKey;
import io.kitty.model.evidence.Timestamp;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Tries the ways to split a device out, each on a working set of its own that contains nothing
 * else. Any thread.
 */
public final class SplitPreview {

  private static final int MAX_KEYS = 32;
  private static final ModelLimits LIMITS = new ModelLimits(1000, 1000);

  private final Device device;
  private final List<UserEdit> edits;
  private final Timestamp now;
  private final List<SplitOption> options = new ArrayList<>();

  private SplitPreview(Device device, List<UserEdit> edits, Timestamp now) {
    this.device = device;
    this.edits = edits;
    this.now = now;
  }

  /**
   * Returns the ways to split a device that have an effect.
   *
   * @param edits all edits; those that concern the device are applied
   */
  public static List<SplitOption> of(Device device, Collection<UserEdit> edits, Timestamp now) {
    List<UserEdit> own = edits.stream().filter(edit -> concerns(edit, device)).toList();
    SplitPreview preview = new SplitPreview(device, own, now);
    preview.attempt();
    return preview.options;
  }

  private static boolean concerns(UserEdit edit, Device device) {
    return !(edit instanceof AnnotationEdit annotation)
        || annotation.of().equals(device.id())
        || device.aliases().contains(annotation.of());
  }

  private void attempt() {
    for (Identifier identifier : device.identifiers()) {
      add(identifier, null, (set, id) -> set.split(id, identifier, now));
    }
    Map<SightingKey, Evidence> keys = new LinkedHashMap<>();
    device.evidence().forEach(each -> keys.putIfAbsent(SightingKey.of(each), each));
    keys.entrySet().stream()
        .limit(MAX_KEYS)
        .forEach(
            each -> {
              SightingKey key = each.getKey();
              add(null, each.getValue(), (set, id) -> set.split(id, key.source(), key.key(), now));
            });
  }

  private void add(
      @Nullable Identifier identifier,
      @Nullable Evidence evidence,
      BiFunction<UserEdits, DeviceId, List<Device>> split) {
    WorkingSet set = new WorkingSet(LIMITS, event -> {}, edit -> {});
    set.userEdits().restore(edits, now);
    set.restore(List.of(device), now);
    List<Device> outcome = split.apply(set.userEdits(), device.id());
    if (outcome.size() > 1) {
      options.add(new SplitOption(identifier, evidence, outcome));
    }
  }
}
