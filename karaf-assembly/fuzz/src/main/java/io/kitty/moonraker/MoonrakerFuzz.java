// SPDX-License-Identifier: Apache-2.0
package io.kitty.moonraker;

import io.kitty.fuzz.StateAnswers;

/** Answers of Moonraker. */
public final class MoonrakerFuzz {

  private MoonrakerFuzz() {}

  public static void fuzzerTestOneInput(byte[] input) throws Exception {
    StateAnswers.lines(MoonrakerReader::new, input);
  }
}
