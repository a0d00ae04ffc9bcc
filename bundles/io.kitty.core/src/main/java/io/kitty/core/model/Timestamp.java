// SPDX-License-Identifier: Apache-2.0
package io.kitty.core.model;

import java.time.Instant;

/**
 * A point in time, told in two ways.
 *
 * @param nanos monotonic time, by which lifetimes run
 * @param wall wall time, which is only shown: it may jump
 */
public record Timestamp(long nanos, Instant wall) {

  /** The present. */
  public static Timestamp now() {
    return new Timestamp(System.nanoTime(), Instant.now());
  }
}
