// SPDX-License-Identifier: Apache-2.0
package io.kitty.ipp;

import io.kitty.fuzz.StateAnswers;

/** IPP responses. */
public final class IppFuzz {

  private IppFuzz() {}

  public static void fuzzerTestOneInput(byte[] input) throws Exception {
    StateAnswers.body(IppReader::new, input);
  }
}
