// SPDX-License-Identifier: Apache-2.0
package io.kitty.model.evidence;

import io.kitty.device.Evidence;

/** The source and the key of a sighting. */
public record SightingKey(String source, String key) implements Comparable<SightingKey> {

  /** Returns the key of a piece of evidence. */
  public static SightingKey of(Evidence evidence) {
    return new SightingKey(evidence.source().id(), evidence.sighting().key());
  }

  @Override
  public int compareTo(SightingKey other) {
    int bySource = source.compareTo(other.source);
    return bySource != 0 ? bySource : key.compareTo(other.key);
  }
}
