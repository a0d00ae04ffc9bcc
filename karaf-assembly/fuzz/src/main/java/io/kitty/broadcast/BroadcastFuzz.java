// SPDX-License-Identifier: Apache-2.0
package io.kitty.broadcast;

import io.kitty.fuzz.Datagrams;
import io.kitty.testkit.TestConfigs;
import java.time.Duration;

/** Replies of servers that are searched by broadcast. */
public final class BroadcastFuzz {

  private BroadcastFuzz() {}

  public static void fuzzerTestOneInput(byte[] input) throws Exception {
    Datagrams.deliver(
        () -> new BroadcastProvider(TestConfigs.defaults(BroadcastProvider.Config.class)),
        Duration.ofSeconds(10),
        input);
  }
}
