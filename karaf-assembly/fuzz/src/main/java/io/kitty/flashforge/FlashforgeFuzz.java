// SPDX-License-Identifier: Apache-2.0
package io.kitty.flashforge;

import io.kitty.fuzz.Datagrams;
import io.kitty.testkit.TestConfigs;
import java.time.Duration;

/** Replies of FlashForge printers, short and long. */
public final class FlashforgeFuzz {

  private FlashforgeFuzz() {}

  public static void fuzzerTestOneInput(byte[] input) throws Exception {
    Datagrams.deliver(
        () -> new FlashforgeProvider(TestConfigs.defaults(FlashforgeProvider.Config.class)),
        Duration.ofSeconds(10),
        input);
  }
}
