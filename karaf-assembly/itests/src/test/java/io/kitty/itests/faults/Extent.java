// SPDX-License-Identifier: Apache-2.0
package io.kitty.itests.faults;

/** How often or how long a fault is tried: less in each build, more with {@code -Plong}. */
final class Extent {

  private static final boolean LONG = Boolean.getBoolean("kitty.long");

  private Extent() {}

  /** Returns whether this is a long build. */
  static boolean isLong() {
    return LONG;
  }

  /** Returns the first number in each build, the second with {@code -Plong}. */
  static int of(int inEachBuild, int inLongOnes) {
    return LONG ? inLongOnes : inEachBuild;
  }
}
