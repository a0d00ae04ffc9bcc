// SPDX-License-Identifier: Apache-2.0
package io.kitty.mdns;

import io.kitty.fuzz.Datagrams;
import io.kitty.testkit.FakeClock;
import io.kitty.testkit.TestConfigs;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** mDNS messages, and the sightings that their records make. */
public final class MdnsFuzz {

  /** Nothing is announced, so it is neither read nor written. */
  private static final Path ID_FILE = Path.of("mdns.id");

  private MdnsFuzz() {}

  public static void fuzzerTestOneInput(byte[] input) throws Exception {
    Datagrams.deliver(MdnsFuzz::provider, Duration.ofSeconds(10), input);
  }

  private static MdnsProvider provider() {
    FakeClock clock = new FakeClock();
    return new MdnsProvider(
        TestConfigs.with(MdnsProvider.Config.class, Map.of("announce", false)),
        (address, page) -> {
          throw new IOException("nothing is announced");
        },
        clock::nanos,
        clock,
        ID_FILE,
        "1");
  }
}
