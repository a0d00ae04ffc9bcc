// SPDX-License-Identifier: Apache-2.0
package io.kitty.snapmaker;

import java.util.Map;

/**
 * A Snapmaker's reply.
 *
 * @param name the name that its owner gave it, {@code ""} if absent
 * @param claim its claimed address, {@code ""} if absent
 * @param fields all other fields, by lower-case name
 * @param format its format
 */
record Reply(String name, String claim, Map<String, String> fields, Format format) {

  /** The formats of replies. */
  enum Format {
    /** Of real machines: {@code name@address|model:x|status:y}. */
    PIPES,
    /** Of simulators: a JSON object. */
    JSON
  }

  Reply {
    fields = Map.copyOf(fields);
  }

  /** Returns the model as sent, {@code ""} if absent. */
  String model() {
    return fields.getOrDefault("model", "");
  }

  /** Returns the status as sent; {@code ""} if absent, which does not mean idle. */
  String status() {
    return fields.getOrDefault("status", fields.getOrDefault("state", ""));
  }

  /** Returns whether it is controlled by SACP, as all machines after the 2.0 are. */
  boolean sacp() {
    return fields.containsKey("sacp");
  }
}
