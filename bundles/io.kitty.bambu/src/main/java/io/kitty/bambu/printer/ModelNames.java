// SPDX-License-Identifier: Apache-2.0
package io.kitty.bambu.printer;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The model names by the codes that printers announce (BambuStudio, resources/printers/*.json;
 * early X1 firmware sends the long forms).
 */
public final class ModelNames {

  private static final Map<String, String> NAMES = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

  static {
    NAMES.put("BL-P001", "X1 Carbon");
    NAMES.put("3DPrinter-X1-Carbon", "X1 Carbon");
    NAMES.put("BL-P002", "X1");
    NAMES.put("3DPrinter-X1", "X1");
    NAMES.put("C13", "X1E");
    NAMES.put("C11", "P1P");
    NAMES.put("C12", "P1S");
    NAMES.put("N1", "A1 mini");
    NAMES.put("N2S", "A1");
    NAMES.put("N7", "P2S");
    NAMES.put("N6", "X2D");
    NAMES.put("N9", "A2L");
    NAMES.put("N8", "Bambu Lab N8");
    NAMES.put("O1D", "H2D");
    NAMES.put("O1E", "H2D Pro");
    // so far in one report only (maziggy/bambuddy#195)
    NAMES.put("O2D", "H2D Pro");
    NAMES.put("O1S", "H2S");
    NAMES.put("O1C", "H2C");
    NAMES.put("O1C2", "H2C");
  }

  private ModelNames() {}

  /** Returns the name of a model; empty for an unknown code. */
  public static Optional<String> name(String code) {
    return Optional.ofNullable(NAMES.get(code));
  }
}
