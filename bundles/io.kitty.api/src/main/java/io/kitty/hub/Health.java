// SPDX-License-Identifier: Apache-2.0
package io.kitty.hub;

import java.util.List;
import java.util.SortedMap;

/**
 * How the hub is as a whole.
 *
 * @param status the worst that can be said
 * @param reasons why it is not ok, a sentence each
 * @param modules for each module whether it is up
 */
public record Health(Status status, List<String> reasons, SortedMap<String, Boolean> modules) {

  /** How a hub can be. */
  public enum Status {
    /** Not all enabled modules are up yet; only ever at the hub's start. */
    STARTING,
    /** All is well. */
    OK,
    /** It works, but not as well as it could. */
    DEGRADED,
    /** It finds nothing: no protocol is up. */
    FAILING
  }
}
