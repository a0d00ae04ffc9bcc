// SPDX-License-Identifier: Apache-2.0
package io.kitty.model;

import io.kitty.device.Device;
import io.kitty.identifier.DeviceId;
import org.jspecify.annotations.Nullable;

/**
 * Receives records that were removed because they were merged into others, or forgotten. Unlike an
 * event, it also receives records that had departed before, and removals found while a registry is
 * loaded.
 */
@FunctionalInterface
public interface RemovalListener {

  /**
   * A record was removed.
   *
   * @param last its last state
   * @param successor the id of the record that continues it; null if it was forgotten
   */
  void onRemoved(Device last, @Nullable DeviceId successor);
}
