// SPDX-License-Identifier: Apache-2.0
package io.kitty.prusalink.state;

import io.kitty.commons.key.MachineKey;
import io.kitty.commons.key.MachineKeys;
import io.kitty.commons.key.MachineSelector;
import io.kitty.commons.key.Secret;
import io.kitty.fuzz.StateAnswers;
import io.kitty.prusalink.PrusaLinkCredential;
import java.util.Map;

/** Answers of PrusaLink, to a hub without its password and to one that has it. */
public final class PrusaLinkFuzz {

  private static final MachineKeys<PrusaLinkCredential> NONE = new MachineKeys<>();
  private static final MachineKeys<PrusaLinkCredential> KEYS = new MachineKeys<>();

  static {
    KEYS.add(
        MachineKey.of(
            Map.of("service.pid", "fuzz"),
            true,
            () -> MachineSelector.of("192.0.2.9", "", 0),
            () ->
                new PrusaLinkCredential(
                    "maker", Secret.of("password", "0123456789", ""), Secret.NONE)));
  }

  private PrusaLinkFuzz() {}

  public static void fuzzerTestOneInput(byte[] input) throws Exception {
    StateAnswers.lines(http -> new PrusaLinkReader(http, NONE), input);
    StateAnswers.lines(http -> new PrusaLinkReader(http, KEYS), input);
  }
}
