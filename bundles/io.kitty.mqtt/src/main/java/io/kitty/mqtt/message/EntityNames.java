// SPDX-License-Identifier: Apache-2.0
package io.kitty.mqtt.message;

import java.text.Normalizer;
import java.util.Locale;

/** Names as Home Assistant allows them in ids of entities: {@code [a-z0-9_]+}. */
final class EntityNames {

  private EntityNames() {}

  /**
   * Returns the name of an entity.
   *
   * @param name the name for people
   * @param other the name to use if that has no letter or digit of ASCII
   */
  static String of(String name, String other) {
    String plain = Normalizer.normalize(name, Normalizer.Form.NFKD).replaceAll("\\p{M}", "");
    String words = plain.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_");
    String trimmed = words.replaceAll("^_|_$", "");
    return trimmed.isEmpty() ? of(other, "device") : trimmed;
  }
}
