// SPDX-License-Identifier: Apache-2.0
package io.kitty.model;

import io.kitty.model.evidence.MemoryEstimate;

/**
 * The limits of the working set.
 *
 * @param devices the maximum number of devices
 * @param keysPerProtocol the maximum number of live sighting keys of one protocol
 * @param bytes the maximum heap size, as estimated by {@link MemoryEstimate}
 */
public record ModelLimits(int devices, int keysPerProtocol, long bytes) {

  /**
   * The heap that the rest of the hub needs: measured after a start with all modules, and doubled.
   */
  private static final long REST = 72L << 20;

  /** Creates limits that are independent of the heap. */
  public ModelLimits(int devices, int keysPerProtocol) {
    this(devices, keysPerProtocol, Long.MAX_VALUE);
  }

  /**
   * Returns the same limits, reduced to what a heap can hold: a large part of what the rest of the
   * hub leaves free. The remainder is for queued events and for responses.
   *
   * @param heap the maximum size of the heap, in bytes
   */
  public static ModelLimits within(long heap, int devices, int keysPerProtocol) {
    return new ModelLimits(devices, keysPerProtocol, Math.max(REST / 8, (heap - REST) * 6 / 10));
  }
}
