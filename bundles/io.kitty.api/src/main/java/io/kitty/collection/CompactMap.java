// SPDX-License-Identifier: Apache-2.0
package io.kitty.collection;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * An immutable map of a few entries in their order, without null. It takes 40 bytes and 8 bytes an
 * entry, a fifth of a hash map: a hub keeps several of them for each of up to 100,000 devices. Maps
 * whose keys have the same order are compared in one pass.
 */
public final class CompactMap<K, V> extends AbstractMap<K, V> {

  /** A larger map is a hash map, as a look-up compares each key. */
  private static final int MAX_ENTRIES = 64;

  /** Keys and values in turn. */
  private final Object[] pairs;

  private CompactMap(Object[] pairs) {
    this.pairs = pairs;
  }

  /** Returns a copy, in the order of the map's iterator. */
  public static <K, V> Map<K, V> copyOf(Map<K, V> map) {
    if (map.isEmpty()) {
      return Map.of();
    }
    if (map instanceof CompactMap) {
      return map;
    }
    if (map.size() > MAX_ENTRIES) {
      return Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }
    Object[] pairs = new Object[2 * map.size()];
    int next = 0;
    for (Map.Entry<K, V> entry : map.entrySet()) {
      pairs[next++] = entry.getKey();
      pairs[next++] = entry.getValue();
    }
    return new CompactMap<>(pairs);
  }

  @SuppressWarnings("unchecked") // a key is at each even place
  private K key(int place) {
    return (K) pairs[place];
  }

  @SuppressWarnings("unchecked") // a value is at each odd place
  private V value(int place) {
    return (V) pairs[place + 1];
  }

  private int find(@Nullable Object key) {
    for (int i = 0; i < pairs.length; i += 2) {
      if (pairs[i] == key || pairs[i].equals(key)) {
        return i;
      }
    }
    return -1;
  }

  @Override
  public int size() {
    return pairs.length / 2;
  }

  @Override
  public boolean containsKey(@Nullable Object key) {
    return find(key) >= 0;
  }

  @Override
  public @Nullable V get(@Nullable Object key) {
    int place = find(key);
    return place < 0 ? null : value(place);
  }

  @Override
  public void forEach(BiConsumer<? super K, ? super V> action) {
    for (int i = 0; i < pairs.length; i += 2) {
      action.accept(key(i), value(i));
    }
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other
        || other instanceof CompactMap<?, ?> map && CompactSet.sameOrder(pairs, map.pairs)
        || super.equals(other);
  }

  @Override
  public int hashCode() {
    return super.hashCode();
  }

  @Override
  public Set<Map.Entry<K, V>> entrySet() {
    return new Entries();
  }

  private final class Entries extends AbstractSet<Map.Entry<K, V>> {
    @Override
    public int size() {
      return CompactMap.this.size();
    }

    @Override
    public Iterator<Map.Entry<K, V>> iterator() {
      return new Iterator<>() {
        private int next;

        @Override
        public boolean hasNext() {
          return next < pairs.length;
        }

        @Override
        public Map.Entry<K, V> next() {
          if (next >= pairs.length) {
            throw new NoSuchElementException();
          }
          Map.Entry<K, V> entry = Map.entry(key(next), value(next));
          next += 2;
          return entry;
        }
      };
    }
  }
}
