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
 * @param version the version of the hub; {@code ""} where unknown
 */
public record Health(
    Status status, List<String> reasons, SortedMap<String, Boolean> modules, String version) {

  /** How a hub is whose version is not known yet. */
  public Health(Status status, List<String> reasons, SortedMap<String, Boolean> modules) {
    this(status, reasons, modules, "");
  }

  /** The same of a hub of this version. */
  public Health ofVersion(String number) {
    return new Health(status, reasons, modules, number);
  }

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
