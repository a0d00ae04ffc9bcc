// SPDX-License-Identifier: Apache-2.0
package io.kitty.state;

import java.util.Locale;

/** The part of a machine that has a temperature. */
public enum Heater {
  /** The nozzle in use. */
  NOZZLE,
  /** The plate that is printed on. */
  BED,
  /** The chamber around the plate. */
  CHAMBER;

  /** Returns its name in the JSON of a device. */
  public String member() {
    return name().toLowerCase(Locale.ROOT);
  }
}
