// SPDX-License-Identifier: Apache-2.0
package io.kitty.core.config;

import java.util.List;

/** What is wrong with configurations at the moment. Any thread. */
public interface ConfigurationProblems {

  /** Looks at the files again; to be called about once a second. */
  void check();

  /** One line for each file or value that cannot be used, and for what else is wrong with it. */
  List<String> lines();
}
