// SPDX-License-Identifier: Apache-2.0
package io.kitty.ipp;

import io.kitty.device.Sighting;
import io.kitty.text.SafeText;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The supplies of a printer, from parallel attributes (CUPS, "IPP attributes": {@code marker-names}
 * and so on). A level is a reading: it changes a little with each page.
 */
final class Supplies {

  static final String NAMES = "marker-names";
  static final String LEVELS = "marker-levels";
  static final String TYPES = "marker-types";
  static final String COLORS = "marker-colors";

  /** The largest number of supplies; printers have up to a dozen. */
  private static final int MAX = 16;

  private static final int MAX_NAME = 40;
  private static final int FULL = 100;
  private static final String NO_COLOR = "none";

  private final IppResponse response;
  private final Set<String> names = new HashSet<>();

  Supplies(IppResponse response) {
    this.response = response;
  }

  /**
   * Adds a reading {@code supply.NAME} in per cent for each level that is known, and its type and
   * color as attributes. Negative levels mean that the level is unknown (RFC 3805,
   * prtMarkerSuppliesLevel).
   */
  void addTo(Sighting.Builder sighting) {
    List<Object> levels = response.values(LEVELS);
    for (int i = 0; i < Math.min(levels.size(), MAX); i++) {
      String key = "supply." + name(i);
      IppResponse.integer(levels.get(i)).stream()
          .filter(level -> level >= 0 && level <= FULL)
          .forEach(level -> sighting.reading(key, level));
      String color = response.text(COLORS, i);
      sighting
          .attribute(key + ".type", known(response.text(TYPES, i)))
          .attribute(key + ".color", color.equals(NO_COLOR) ? null : known(color));
    }
  }

  /** Returns the name of a supply, with its number if it has none or shares it with another. */
  private String name(int index) {
    String name = SafeText.clean(response.text(NAMES, index), MAX_NAME);
    if (name.isEmpty() || !names.add(name)) {
      name = (name + " " + (index + 1)).strip();
      names.add(name);
    }
    return name;
  }

  private static @Nullable String known(String text) {
    return text.isEmpty() ? null : text;
  }
}
