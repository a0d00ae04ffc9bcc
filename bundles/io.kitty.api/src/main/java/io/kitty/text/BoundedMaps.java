// SPDX-License-Identifier: Apache-2.0
package io.kitty.text;

import io.kitty.collection.CompactMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Copies maps received from the network: keys cleaned, size bounded, order kept. */
public final class BoundedMaps {

  private static final int MAX_NAME = 64;

  private BoundedMaps() {}

  /**
   * Returns an unmodifiable copy of the first entries, in their order, with each key and value
   * cleaned.
   *
   * @param max the largest number of entries that are kept
   */
  public static <V> Map<String, V> copy(Map<String, V> from, int max, UnaryOperator<V> clean) {
    if (from.isEmpty()) {
      return Map.of();
    }
    Map<String, V> copy = new LinkedHashMap<>();
    for (Map.Entry<String, V> entry : from.entrySet()) {
      if (copy.size() == max) {
        break;
      }
      copy.put(
          SharedText.of(SafeText.clean(entry.getKey(), MAX_NAME)), clean.apply(entry.getValue()));
    }
    return CompactMap.copyOf(copy);
  }
}
