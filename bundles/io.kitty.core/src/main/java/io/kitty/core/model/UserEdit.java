// SPDX-License-Identifier: Apache-2.0
package io.kitty.core.model;

import io.kitty.device.DeviceId;
import io.kitty.device.Fact;
import io.kitty.hub.IdentityOverride;
import java.time.Instant;
import java.util.Map;

/** Something that people said, and what is to be kept of it. What is taken back is kept as such. */
public sealed interface UserEdit {

  /** When it was said: of two on one thing the later counts. */
  Instant at();

  /**
   * What was said of a device.
   *
   * @param of the id that the device had then
   * @param facts what holds now; empty where all was taken back
   */
  record AnnotationEdit(DeviceId of, Map<Fact, String> facts, Instant at) implements UserEdit {
    /** Copies what it is given. */
    public AnnotationEdit {
      facts = Map.copyOf(facts);
    }
  }

  /**
   * A correction of which records are one machine.
   *
   * @param undone whether it was taken back
   */
  record OverrideEdit(IdentityOverride override, boolean undone, Instant at) implements UserEdit {}
}
