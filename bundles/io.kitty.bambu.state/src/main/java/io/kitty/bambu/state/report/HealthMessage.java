// SPDX-License-Identifier: Apache-2.0
package io.kitty.bambu.state.report;

/**
 * A message of a printer's health management system, as 32 bits of {@code attr} and {@code code}.
 * The upper half of the code is its severity: 1 fatal, 2 serious, 3 common, 4 information
 * (ha-bambulab).
 */
record HealthMessage(long attribute, long code) {

  private static final int SERIOUS = 2;

  /** Returns whether it needs a person. */
  boolean serious() {
    long severity = code >> 16 & 0xFFFF;
    return severity > 0 && severity <= SERIOUS;
  }

  /** Returns its code as the printer and its wiki show it: {@code 0300_0100_0001_0007}. */
  @Override
  public String toString() {
    return word(attribute) + "_" + word(code);
  }

  /** Returns 32 bits as the printer shows them: {@code 0300_4000}. */
  static String word(long bits) {
    return "%04X_%04X".formatted(bits >> 16 & 0xFFFF, bits & 0xFFFF);
  }
}
