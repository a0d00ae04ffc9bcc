// SPDX-License-Identifier: Apache-2.0
package io.kitty.hub;

import java.util.List;
import java.util.SortedMap;

/**
 * The health of the hub as a whole.
 *
 * @param status the overall status
 * @param reasons why it is not ok, a sentence each
 * @param modules for each module whether it is up
 * @param version the version of the hub; {@code ""} if unknown
 */
public record Health(
    Status status, List<String> reasons, SortedMap<String, Boolean> modules, String version) {

  /** Creates the health of a hub whose version is not known yet. */
  public Health(Status status, List<String> reasons, SortedMap<String, Boolean> modules) {
    this(status, reasons, modules, "");
  }

  /** Returns a copy with this version. */
  public Health ofVersion(String number) {
    return new Health(status, reasons, modules, number);
  }

  /** The overall status. */
  public enum Status {
    /** Not all enabled modules are up yet; only at the hub's start. */
    STARTING,
    /** Everything works. */
    OK,
    /** It works with limitations. */
    DEGRADED,
    /** It finds nothing: no protocol is up. */
    FAILING
  }
}
