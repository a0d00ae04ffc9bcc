// SPDX-License-Identifier: Apache-2.0
package io.kitty.elegoo;

import io.kitty.fuzz.Datagrams;
import io.kitty.testkit.TestConfigs;
import java.time.Duration;

/** Replies of Elegoo printers to both searches. */
public final class ElegooFuzz {

  private ElegooFuzz() {}

  public static void fuzzerTestOneInput(byte[] input) throws Exception {
    Datagrams.deliver(
        () -> new ElegooProvider(TestConfigs.defaults(ElegooProvider.Config.class)),
        Duration.ofSeconds(10),
        input);
  }
}
