// SPDX-License-Identifier: Apache-2.0
package io.kitty.model.evidence;

import java.time.Instant;

/**
 * A point in time on two clocks.
 *
 * @param nanos monotonic time, which lifetimes are measured in
 * @param wall wall time, for display only: it may jump
 */
public record Timestamp(long nanos, Instant wall) {

  /** Returns the present. */
  public static Timestamp now() {
    return new Timestamp(System.nanoTime(), Instant.now());
  }
}
