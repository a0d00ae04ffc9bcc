// SPDX-License-Identifier: Apache-2.0
package io.kitty.config;

import java.util.List;

/** The current problems of all configurations. Thread-safe. */
public interface ConfigurationProblems {

  /** Checks the files again; to be called about once a second. */
  void check();

  /** Returns one line for each invalid file or value, and for other problems. */
  List<String> lines();
}
