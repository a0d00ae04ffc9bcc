// SPDX-License-Identifier: Apache-2.0
package io.kitty.benchmarks;

import org.jspecify.annotations.Nullable;

/** Closes several things. */
public final class Closing {

  private Closing() {}

  /**
   * Closes all that were opened, in this order, also if closing one of them fails.
   *
   * @param opened null for what was not opened
   * @throws Exception the last failure
   */
  public static void all(@Nullable AutoCloseable... opened) throws Exception {
    from(0, opened);
  }

  private static void from(int first, @Nullable AutoCloseable... opened) throws Exception {
    if (first == opened.length) {
      return;
    }
    try {
      AutoCloseable now = opened[first];
      if (now != null) {
        now.close();
      }
    } finally {
      from(first + 1, opened);
    }
  }
}
