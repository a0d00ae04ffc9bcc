// SPDX-License-Identifier: Apache-2.0
package io.kitty.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A bundle with native code that is replaced many times leaks nothing. */
class ReplacedBundleIT {
  private static final int TIMES = 10;
  private static final Duration SOON = Duration.ofSeconds(20);

  /** JNA's thread ends half a minute after the last native library was closed. */
  private static final Duration AWHILE = Duration.ofSeconds(150);

  @Test
  void leavesNoFilesOrClassLoaders() throws Exception {
    Assumptions.linux();
    try (HubProcess hub = HubProcess.prepare("replaced")) {
      hub.boot("kitty-ping, kitty-web, kitty-shell");
      hub.configure("io.kitty.ping", "subnets", "127.0.17.0/30");
      hub.start();
      awaitSweep(hub);
      hub.console("bundle:update io.kitty.ping");
      awaitSweep(hub);
      int files = files(hub).size();
      int loaders = ClassHistogram.of(hub.pid()).bundleLoaders();

      hub.console(String.join("; ", Collections.nCopies(TIMES, "bundle:update io.kitty.ping")));

      awaitSweep(hub);
      await("files that are closed")
          .atMost(SOON)
          .untilAsserted(() -> assertThat(files(hub)).hasSizeLessThan(files + TIMES / 2));
      await("class loaders that are gone")
          .atMost(AWHILE)
          .pollInterval(Duration.ofSeconds(3))
          .until(() -> ClassHistogram.of(hub.pid()).bundleLoaders() <= loaders + 1);
    }
  }

  private static void awaitSweep(HubProcess hub) {
    await("a sweep")
        .atMost(SOON)
        .ignoreExceptions()
        .untilAsserted(
            () ->
                assertThat(hub.rest().each("/devices?source=ping", "ip"))
                    .containsExactly("127.0.17.1", "127.0.17.2"));
  }

  private static List<Path> files(HubProcess hub) throws IOException {
    try (Stream<Path> all = Files.list(Path.of("/proc/" + hub.pid() + "/fd"))) {
      return all.toList();
    }
  }
}
