// SPDX-License-Identifier: Apache-2.0
package io.kitty.notify.message;

import java.util.Locale;

/** How urgent a message is, in the five steps of ntfy; each service has its own numbers for it. */
public enum Priority {
  MIN,
  LOW,
  DEFAULT,
  HIGH,
  MAX;

  /** Returns the name in lower case, as in a configuration. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
