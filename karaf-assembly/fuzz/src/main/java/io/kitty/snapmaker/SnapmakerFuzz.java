// SPDX-License-Identifier: Apache-2.0
package io.kitty.snapmaker;

import io.kitty.fuzz.Datagrams;
import io.kitty.testkit.TestConfigs;
import java.time.Duration;

/** Replies of Snapmaker machines, in all their forms. */
public final class SnapmakerFuzz {

  private SnapmakerFuzz() {}

  public static void fuzzerTestOneInput(byte[] input) throws Exception {
    Datagrams.deliver(
        () -> new SnapmakerProvider(TestConfigs.defaults(SnapmakerProvider.Config.class)),
        Duration.ofSeconds(10),
        input);
  }
}
