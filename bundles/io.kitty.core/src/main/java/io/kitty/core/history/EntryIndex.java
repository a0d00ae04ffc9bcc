// SPDX-License-Identifier: Apache-2.0
package io.kitty.core.history;

import io.kitty.device.DeviceId;
import java.util.Arrays;

/**
 * Where in a file the entries of each device are. It keeps a hash of each id and no more, so what
 * is found by it has to be looked at: eight bytes an entry are enough for a month of a large
 * network.
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
   * @param place where it begins; not before that of the last one
   */
  void add(DeviceId id, int place) {
    if (size == hashes.length) {
      resize(2 * size);
    }
    hashes[size] = hash(id);
    places[size] = place;
    size++;
  }

  /** Lets go of memory that is kept for further entries. */
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

  /** The hash of the id of an entry. */
  int hash(int entry) {
    return hashes[entry];
  }

  /** Where an entry begins. */
  int place(int entry) {
    return places[entry];
  }

  /**
   * Where an entry ends at the latest.
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
