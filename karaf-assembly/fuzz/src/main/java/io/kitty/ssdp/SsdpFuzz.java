// SPDX-License-Identifier: Apache-2.0
package io.kitty.ssdp;

import io.kitty.fuzz.Datagrams;
import io.kitty.testkit.TestConfigs;
import java.time.Duration;

/** SSDP messages, and what the provider makes of them. */
public final class SsdpFuzz {

  private SsdpFuzz() {}

  public static void fuzzerTestOneInput(byte[] input) throws Exception {
    Datagrams.deliver(
        () -> new SsdpProvider(TestConfigs.defaults(SsdpProvider.Config.class)),
        Duration.ofSeconds(10),
        input);
  }
}
