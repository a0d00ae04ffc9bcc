// SPDX-License-Identifier: Apache-2.0
package io.kitty.bindserver.limit;

import java.time.Duration;

/**
 * The limits of all ports together.
 *
 * @param connections the maximum number of open connections
 * @param perSource the maximum number of them from one address
 * @param requestTimeout the maximum time from accepting a connection to its reply
 * @param lingerTimeout how long an answered connection may stay open
 */
public record ConnectionLimits(
    int connections, int perSource, Duration requestTimeout, Duration lingerTimeout) {

  /** The limits that suit slicers. */
  public static final ConnectionLimits DEFAULT =
      new ConnectionLimits(1024, 32, Duration.ofSeconds(10), Duration.ofSeconds(1));
}
