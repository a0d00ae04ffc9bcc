// SPDX-License-Identifier: Apache-2.0
package io.kitty.bindserver.tcp;

import java.time.Duration;

/**
 * How much callers may ask of a reception.
 *
 * @param connections how many connections are open at most
 * @param perSource how many of them from one address
 * @param patience how long one may take, from its beginning to its answer
 * @param farewell how long one is waited for that has had its answer and does not hang up
 */
public record ConnectionLimits(
    int connections, int perSource, Duration patience, Duration farewell) {

  /** What is right for slicers. */
  public static final ConnectionLimits USUAL =
      new ConnectionLimits(1024, 32, Duration.ofSeconds(10), Duration.ofSeconds(1));
}
