// SPDX-License-Identifier: Apache-2.0
package io.kitty.ankermake;

import io.kitty.fuzz.Datagrams;
import io.kitty.testkit.TestConfigs;
import java.time.Duration;

/** Replies of PPPP devices. */
public final class AnkermakeFuzz {

  private AnkermakeFuzz() {}

  public static void fuzzerTestOneInput(byte[] input) throws Exception {
    Datagrams.deliver(
        () -> new AnkermakeProvider(TestConfigs.defaults(AnkermakeProvider.Config.class)),
        Duration.ofSeconds(10),
        input);
  }
}
