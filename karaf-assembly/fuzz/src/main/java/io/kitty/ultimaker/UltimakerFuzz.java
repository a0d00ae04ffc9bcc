// SPDX-License-Identifier: Apache-2.0
package io.kitty.ultimaker;

import io.kitty.fuzz.StateAnswers;

/** Answers of Ultimaker printers. */
public final class UltimakerFuzz {

  private UltimakerFuzz() {}

  public static void fuzzerTestOneInput(byte[] input) throws Exception {
    StateAnswers.lines(UltimakerReader::new, input);
  }
}
