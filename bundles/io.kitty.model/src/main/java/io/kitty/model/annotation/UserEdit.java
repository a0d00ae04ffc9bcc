// SPDX-License-Identifier: Apache-2.0
package io.kitty.model.annotation;

import io.kitty.device.Fact;
import io.kitty.identifier.DeviceId;
import io.kitty.inventory.IdentityOverride;
import java.time.Instant;
import java.util.Map;

/** An annotation or override, as it is saved. A removal is saved as such. */
public sealed interface UserEdit {

  /** Returns when it was made: the latest one for a subject is in force. */
  Instant at();

  /**
   * The annotations of a device.
   *
   * @param of the id that the device had then
   * @param facts the current values; empty if all were removed
   */
  record AnnotationEdit(DeviceId of, Map<Fact, String> facts, Instant at) implements UserEdit {
    /** Copies its arguments. */
    public AnnotationEdit {
      facts = Map.copyOf(facts);
    }
  }

  /**
   * A manual merge or split.
   *
   * @param undone whether it was undone
   */
  record OverrideEdit(IdentityOverride override, boolean undone, Instant at) implements UserEdit {}
}
