// SPDX-License-Identifier: Apache-2.0
package io.kitty.model.evidence;

import io.kitty.device.Evidence;
import org.jspecify.annotations.Nullable;

/** The source and the key of a sighting. */
public record SightingKey(String source, String key) implements Comparable<SightingKey> {

  /** Returns the key of a piece of evidence. */
  public static SightingKey of(Evidence evidence) {
    return new SightingKey(evidence.source().id(), evidence.sighting().key());
  }

  /** Does the same as a record's own method, in less time: it is called for each sighting. */
  @Override
  public boolean equals(@Nullable Object other) {
    return this == other
        || other instanceof SightingKey that && key.equals(that.key) && source.equals(that.source);
  }

  @Override
  public int hashCode() {
    return 31 * source.hashCode() + key.hashCode();
  }

  @Override
  public int compareTo(SightingKey other) {
    int bySource = source.compareTo(other.source);
    return bySource != 0 ? bySource : key.compareTo(other.key);
  }
}
