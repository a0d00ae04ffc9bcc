// SPDX-License-Identifier: Apache-2.0
package io.kitty.multicast;

import io.kitty.fuzz.Datagrams;
import io.kitty.multicast.group.SentPackets;
import io.kitty.testkit.TestConfigs;
import java.time.Duration;

/** Announcements in JSON, and what the provider makes of them. */
public final class MulticastFuzz {

  private MulticastFuzz() {}

  public static void fuzzerTestOneInput(byte[] input) throws Exception {
    Datagrams.deliver(
        () ->
            new MulticastProvider(
                TestConfigs.defaults(MulticastProvider.Config.class),
                new SentPackets(),
                (service, types, properties) -> () -> {},
                () -> 0),
        Duration.ofSeconds(5),
        input);
  }
}
