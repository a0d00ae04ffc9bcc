// SPDX-License-Identifier: Apache-2.0
package io.kitty.itests.faults;

import java.util.Random;

/** The random choices of a test, which {@code -Dkitty.seed=NUMBER} repeats. */
final class Chance {

  private Chance() {}

  /** Returns a source of random choices, after it has printed the seed. */
  static Random of(Class<?> test) {
    long seed = Long.getLong("kitty.seed", System.nanoTime());
    System.out.println("fault: " + test.getSimpleName() + " -Dkitty.seed=" + seed);
    return new Random(seed);
  }
}
