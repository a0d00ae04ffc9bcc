// SPDX-License-Identifier: Apache-2.0
package io.kitty.history.log;

import io.kitty.identifier.DeviceId;
import java.util.Arrays;

/**
 * Maps devices to the positions of their entries in a file. It stores only a hash of each id, so a
 * match has to be verified: eight bytes per entry suffice for a month of a large network.
 */
final class EntryIndex {

  private static final int FIRST_CAPACITY = 64;

  private int[] hashes = new int[FIRST_CAPACITY];
  private int[] places = new int[FIRST_CAPACITY];
  private int size;

  static int hash(DeviceId id) {
    return id.value().hashCode();
  }

  /**
   * Adds an entry.
   *
   * @param place its offset; not before that of the last one
   */
  void add(DeviceId id, int place) {
    if (size == hashes.length) {
      resize(2 * size);
    }
    hashes[size] = hash(id);
    places[size] = place;
    size++;
  }

  /** Frees memory reserved for further entries. */
  void trim() {
    resize(Math.max(1, size));
  }

  private void resize(int capacity) {
    hashes = Arrays.copyOf(hashes, capacity);
    places = Arrays.copyOf(places, capacity);
  }

  int size() {
    return size;
  }

  /** Returns the hash of the id of an entry. */
  int hash(int entry) {
    return hashes[entry];
  }

  /** Returns the offset of an entry. */
  int place(int entry) {
    return places[entry];
  }

  /**
   * Returns an upper bound of the end of an entry.
   *
   * @param end the end of the file
   */
  int end(int entry, int end) {
    int next = entry + 1;
    while (next < size && places[next] == places[entry]) {
      next++;
    }
    return next < size ? places[next] : end;
  }
}
