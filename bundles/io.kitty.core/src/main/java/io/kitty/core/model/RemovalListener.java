// SPDX-License-Identifier: Apache-2.0
package io.kitty.core.model;

import io.kitty.device.Device;
import io.kitty.device.DeviceId;
import org.jspecify.annotations.Nullable;

/**
 * Hears of records that are no more because others go on in their place, or somebody wanted them
 * forgotten. Unlike an event, it tells also of those that had left before, and of what is found out
 * when a registry is loaded.
 */
@FunctionalInterface
public interface RemovalListener {

  /**
   * A record is no more.
   *
   * @param last the record as it was
   * @param successor the id of the record that goes on in its place; null if it was forgotten
   */
  void onRemoved(Device last, @Nullable DeviceId successor);
}
