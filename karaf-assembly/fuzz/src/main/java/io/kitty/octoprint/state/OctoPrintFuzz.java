// SPDX-License-Identifier: Apache-2.0
package io.kitty.octoprint.state;

import io.kitty.commons.key.MachineKey;
import io.kitty.commons.key.MachineKeys;
import io.kitty.commons.key.MachineSelector;
import io.kitty.commons.key.Secret;
import io.kitty.fuzz.StateAnswers;
import java.util.Map;

/** Answers of OctoPrint, to a hub without its key and to one that has it. */
public final class OctoPrintFuzz {

  private static final MachineKeys<Secret> NONE = new MachineKeys<>();
  private static final MachineKeys<Secret> KEYS = new MachineKeys<>();

  static {
    KEYS.add(
        MachineKey.of(
            Map.of("service.pid", "fuzz"),
            true,
            () -> MachineSelector.of("192.0.2.9", "", 0),
            () -> Secret.of("api.key", "0123456789ABCDEF", "")));
  }

  private OctoPrintFuzz() {}

  public static void fuzzerTestOneInput(byte[] input) throws Exception {
    StateAnswers.lines(http -> new OctoPrintReader(http, NONE), input);
    StateAnswers.lines(http -> new OctoPrintReader(http, KEYS), input);
  }
}
