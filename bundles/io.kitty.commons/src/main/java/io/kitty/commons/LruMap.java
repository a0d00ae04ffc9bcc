// SPDX-License-Identifier: Apache-2.0
package io.kitty.commons;

import java.util.LinkedHashMap;
import java.util.Map;

/** A map of bounded size that evicts the least recently used entry. */
public final class LruMap<K, V> extends LinkedHashMap<K, V> {

  private static final long serialVersionUID = 1L;

  private final int max;

  public LruMap(int max) {
    super(16, 0.75f, true);
    this.max = max;
  }

  @Override
  protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
    return size() > max;
  }
}
