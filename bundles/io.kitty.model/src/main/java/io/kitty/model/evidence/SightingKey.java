// SPDX-License-Identifier: Apache-2.0
package io.kitty.model.evidence;

/** The source and the key of a sighting. */
public record SightingKey(String source, String key) implements Comparable<SightingKey> {

  @Override
  public int compareTo(SightingKey other) {
    int bySource = source.compareTo(other.source);
    return bySource != 0 ? bySource : key.compareTo(other.key);
  }
}
