// SPDX-License-Identifier: Apache-2.0
package io.kitty.core.config;

import java.util.List;

/** What is wrong with configurations at the moment. Any thread. */
@FunctionalInterface
public interface Complaints {

  /** One line for each value that is not used because it is not allowed. */
  List<String> lines();
}
