// SPDX-License-Identifier: Apache-2.0
package io.kitty.core.model;

/**
 * What the working set is bounded by.
 *
 * @param devices how many devices are kept in all
 * @param keysPerProtocol how many keys of one protocol are live at once
 * @param bytes how much of the heap they may take, as {@link MemoryEstimate} estimates it
 */
public record ModelLimits(int devices, int keysPerProtocol, long bytes) {

  /** What the rest of the hub needs: measured after a start with all modules, and doubled. */
  private static final long REST = 72L << 20;

  /** Bounds that hold whatever the heap. */
  public ModelLimits(int devices, int keysPerProtocol) {
    this(devices, keysPerProtocol, Long.MAX_VALUE);
  }

  /**
   * The same bounds, and no more than a heap carries: a good part of what the rest of the hub
   * leaves. What is left over is for events on their way and for answers.
   *
   * @param heap the largest size of the heap, in bytes
   */
  public static ModelLimits within(long heap, int devices, int keysPerProtocol) {
    return new ModelLimits(devices, keysPerProtocol, Math.max(REST / 8, (heap - REST) * 6 / 10));
  }
}
