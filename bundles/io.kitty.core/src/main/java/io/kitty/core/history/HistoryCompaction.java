// SPDX-License-Identifier: Apache-2.0
package io.kitty.core.history;

import java.io.IOException;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Makes room by dropping the oldest events of those devices that have too many. */
final class HistoryCompaction {

  /** How many events of one device are told, and kept where there is too much in all. */
  static final int MAX_EVENTS = 2000;

  /** How many files are written at once: others wait to be written meanwhile. */
  private static final int MAX_FILES = 4;

  private HistoryCompaction() {}

  /**
   * Writes some segments anew without what is too much.
   *
   * @param segments oldest first, each of which is all written
   * @return whether there was anything to drop
   */
  static boolean apply(List<LogSegment> segments) throws IOException {
    Map<Integer, Integer> left = noisy(segments);
    int done = 0;
    for (int i = segments.size() - 1; i >= 0 && done < MAX_FILES && !left.isEmpty(); i--) {
      BitSet dropped = tooMuch(segments.get(i).index(), left);
      if (!dropped.isEmpty()) {
        LogSegment before = segments.get(i);
        segments.set(i, before.without(dropped));
        done += segments.get(i).file().size() < before.file().size() ? 1 : 0;
      }
    }
    return done > 0;
  }

  /** The hashes of ids that have too many entries, each with how many may stay. */
  private static Map<Integer, Integer> noisy(List<LogSegment> segments) {
    int[] hashes =
        segments.stream()
            .map(LogSegment::index)
            .flatMapToInt(index -> IntStream.range(0, index.size()).map(index::hash))
            .sorted()
            .toArray();
    Map<Integer, Integer> noisy = new HashMap<>();
    for (int i = MAX_EVENTS; i < hashes.length; i++) {
      if (hashes[i] == hashes[i - MAX_EVENTS]) {
        noisy.put(hashes[i], MAX_EVENTS);
      }
    }
    return noisy;
  }

  private static BitSet tooMuch(EntryIndex index, Map<Integer, Integer> left) {
    BitSet dropped = new BitSet(index.size());
    for (int i = index.size() - 1; i >= 0; i--) {
      Integer room = left.get(index.hash(i));
      if (room != null && room == 0) {
        dropped.set(i);
      } else if (room != null) {
        left.put(index.hash(i), room - 1);
      }
    }
    return dropped;
  }
}
