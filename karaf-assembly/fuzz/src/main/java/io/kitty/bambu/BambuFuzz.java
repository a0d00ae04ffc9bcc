// SPDX-License-Identifier: Apache-2.0
package io.kitty.bambu;

import io.kitty.fuzz.Datagrams;
import io.kitty.testkit.TestConfigs;
import java.time.Duration;

/** Announcements of Bambu printers, and what the provider makes of them. */
public final class BambuFuzz {

  private BambuFuzz() {}

  public static void fuzzerTestOneInput(byte[] input) throws Exception {
    Datagrams.deliver(
        () -> new BambuProvider(TestConfigs.defaults(BambuProvider.Config.class)),
        Duration.ofSeconds(10),
        input);
  }
}
