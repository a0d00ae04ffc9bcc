// SPDX-License-Identifier: Apache-2.0
package io.kitty.itests.faults;

import java.util.Random;

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
}
