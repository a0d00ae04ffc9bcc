// SPDX-License-Identifier: Apache-2.0
package io.kitty.ubiquiti;

import io.kitty.fuzz.Datagrams;
import io.kitty.testkit.TestConfigs;
import java.time.Duration;

/** Replies of Ubiquiti devices. */
public final class UbiquitiFuzz {

  private UbiquitiFuzz() {}

  public static void fuzzerTestOneInput(byte[] input) throws Exception {
    Datagrams.deliver(
        () -> new UbiquitiProvider(TestConfigs.defaults(UbiquitiProvider.Config.class)),
        Duration.ofSeconds(10),
        input);
  }
}
