// SPDX-License-Identifier: Apache-2.0
package io.kitty.itests.faults;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/**
 * The random choices of a test: the same in each build, others each time with {@code -Plong}.
 * {@code -Dkitty.seed=NUMBER} repeats those that were printed.
 */
final class Chance {

  private static final long IN_EACH_BUILD = 1;

  private Chance() {}

  /** Returns a source of random choices, after it has printed the seed. */
  static Random of(Class<?> test) {
    long seed = Long.getLong("kitty.seed", Extent.isLong() ? System.nanoTime() : IN_EACH_BUILD);
    System.out.println("fault: " + test.getSimpleName() + " -Dkitty.seed=" + seed);
    return new Random(seed);
  }

  /** Returns values without end: each of them once, in random order, and so on. */
  static <T> Iterator<T> inTurn(T[] values, Random random) {
    return Stream.generate(() -> shuffled(values, random)).flatMap(List::stream).iterator();
  }

  private static <T> List<T> shuffled(T[] values, Random random) {
    List<T> order = new ArrayList<>(List.of(values));
    Collections.shuffle(order, random);
    return order;
  }
}
