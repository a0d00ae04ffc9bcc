// SPDX-License-Identifier: Apache-2.0
package io.kitty.notify.message;

import java.util.Locale;

/** How serious a message is; services choose a colour or an icon by it. */
public enum Severity {
  INFO,
  SUCCESS,
  WARNING,
  FAILURE;

  /** Returns the name in lower case, as in JSON. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
