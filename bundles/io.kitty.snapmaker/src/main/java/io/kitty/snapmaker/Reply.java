// SPDX-License-Identifier: Apache-2.0
package io.kitty.snapmaker;

import java.util.Map;

/**
 * What a Snapmaker says of itself.
 *
 * @param name the name that its owner gave it, {@code ""} where it tells none
 * @param claim the address that it says it has, {@code ""} where it tells none
 * @param fields all else, by lower-case name
 * @param format how it was written
 */
record Reply(String name, String claim, Map<String, String> fields, Format format) {

  /** How replies are written. */
  enum Format {
    /** As real machines do: {@code name@address|model:x|status:y}. */
    PIPES,
    /** As simulators do: a JSON object. */
    JSON
  }

  Reply {
    fields = Map.copyOf(fields);
  }

  /** The model in its own words, {@code ""} where it tells none. */
  String model() {
    return fields.getOrDefault("model", "");
  }

  /** What it is doing, in its own words; {@code ""} where it tells nothing: that is not idle. */
  String status() {
    return fields.getOrDefault("status", fields.getOrDefault("state", ""));
  }

  /** Whether it is controlled by SACP, as all machines after the 2.0 are. */
  boolean sacp() {
    return fields.containsKey("sacp");
  }
}
