// SPDX-License-Identifier: Apache-2.0
package io.kitty.flashforge;

import java.util.Map;
import java.util.Optional;

/**
 * The models by product id, according to the vendors' programs (the table in the README of
 * ddrmax/FF-VL-PP-RE, without its guesses; GhostTypes/ff-5mp-api-py).
 */
final class ModelNames {

  private static final Map<Integer, String> NAMES =
      Map.ofEntries(
          Map.entry(0x0001, "Dreamer"),
          Map.entry(0x0002, "Finder"),
          Map.entry(0x0003, "Guider"),
          Map.entry(0x0004, "Guider II"),
          Map.entry(0x0005, "Inventor"),
          Map.entry(0x0006, "Inventor II"),
          Map.entry(0x0007, "Finder Plus"),
          Map.entry(0x0008, "Adventurer 3"),
          Map.entry(0x0009, "Guider IIs"),
          Map.entry(0x000a, "Dreamer NX"),
          Map.entry(0x000c, "Creator 3"),
          Map.entry(0x000d, "Adventurer 3 Lite"),
          Map.entry(0x000e, "Creator Pro 2"),
          Map.entry(0x0010, "Creator 4"),
          Map.entry(0x0011, "Creator Max 2"),
          Map.entry(0x0012, "Adventurer 4"),
          Map.entry(0x0014, "Creator 3 Pro"),
          Map.entry(0x0016, "Adventurer 4 Lite"),
          Map.entry(0x0017, "Finder 3"),
          Map.entry(0x0018, "Guider 3"),
          Map.entry(0x0019, "Guider 3 Plus"),
          Map.entry(0x001a, "Creator Pro T"),
          Map.entry(0x001d, "Adventurer 3 Pro 2"),
          Map.entry(0x001e, "Adventurer 4 Pro"),
          Map.entry(0x001f, "Guider 3 Ultra"),
          Map.entry(0x0023, "Adventurer 5M"),
          Map.entry(0x0024, "Adventurer 5M Pro"),
          Map.entry(0x0025, "Guider 4"),
          Map.entry(0x0026, "AD5X"),
          Map.entry(0x0028, "Creator 5"),
          Map.entry(0x0029, "Creator 5 Pro"),
          Map.entry(0x00e7, "Creator Max"),
          Map.entry(0x1001, "Aries"),
          Map.entry(0x1002, "Aquila Pro"));

  private ModelNames() {}

  /** Returns the name of a model; empty if it is unknown. */
  static Optional<String> name(int product) {
    return Optional.ofNullable(NAMES.get(product));
  }

  /** Returns the brand: Voxelab is FlashForge's second one, with its own range of numbers. */
  static String vendor(int product) {
    return product >> 12 == 1 ? "Voxelab" : "FlashForge";
  }
}
