// SPDX-License-Identifier: Apache-2.0
package io.kitty.hub;

import java.util.List;

/**
 * Validates all configurations before components get them. The hub starts only where this service
 * is, so that no value is used unchecked. Thread-safe.
 */
public interface ConfigurationMonitor {

  /** Checks the files again; to be called about once a second. */
  void check();

  /** Returns one line for each invalid file or value, and for other problems. */
  List<String> problems();
}
