// SPDX-License-Identifier: Apache-2.0
package io.kitty.history.log;

import java.io.IOException;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Frees space by dropping the oldest events of the devices with too many. */
public final class HistoryCompaction {

  /** The maximum number of events returned for one device, and kept if space is short. */
  public static final int MAX_EVENTS = 2000;

  /** The maximum number of files rewritten at once, as writes wait meanwhile. */
  private static final int MAX_FILES = 4;

  private HistoryCompaction() {}

  /**
   * Rewrites some segments without the surplus events.
   *
   * @param segments oldest first, completely flushed
   * @return whether anything was dropped
   */
  static boolean apply(List<LogSegment> segments) throws IOException {
    Map<Integer, Integer> remainingByHash = overLimit(segments);
    int done = 0;
    for (int i = segments.size() - 1;
        i >= 0 && done < MAX_FILES && !remainingByHash.isEmpty();
        i--) {
      BitSet dropped = surplus(segments.get(i).index(), remainingByHash);
      if (!dropped.isEmpty()) {
        LogSegment before = segments.get(i);
        segments.set(i, before.without(dropped));
        done += segments.get(i).file().size() < before.file().size() ? 1 : 0;
      }
    }
    return done > 0;
  }

  /** Returns the hashes of ids with too many entries, each with the number that may stay. */
  private static Map<Integer, Integer> overLimit(List<LogSegment> segments) {
    int[] hashes =
        segments.stream()
            .map(LogSegment::index)
            .flatMapToInt(index -> IntStream.range(0, index.size()).map(index::hash))
            .sorted()
            .toArray();
    Map<Integer, Integer> overLimit = new HashMap<>();
    for (int i = MAX_EVENTS; i < hashes.length; i++) {
      if (hashes[i] == hashes[i - MAX_EVENTS]) {
        overLimit.put(hashes[i], MAX_EVENTS);
      }
    }
    return overLimit;
  }

  private static BitSet surplus(EntryIndex index, Map<Integer, Integer> remainingByHash) {
    BitSet dropped = new BitSet(index.size());
    for (int i = index.size() - 1; i >= 0; i--) {
      Integer remaining = remainingByHash.get(index.hash(i));
      if (remaining != null && remaining == 0) {
        dropped.set(i);
      } else if (remaining != null) {
        remainingByHash.put(index.hash(i), remaining - 1);
      }
    }
    return dropped;
  }
}
