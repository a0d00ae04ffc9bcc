// SPDX-License-Identifier: Apache-2.0
package io.kitty.mqtt.topic;

import static org.assertj.core.api.Assertions.assertThat;

import io.kitty.identifier.DeviceId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SlugFileTest {

  private static final int TIMES = 500;

  @TempDir private Path folder;

  private static Map<DeviceId, PublishedDevice> devices(int number) {
    return Map.of(new DeviceId("host:10.0.0.1"), new PublishedDevice("slug_" + number, Set.of()));
  }

  @Test
  void isThereAtEveryMomentWhileItIsReplaced() throws Exception {
    Path path = folder.resolve("slugs");
    SlugFile file = new SlugFile(path);
    file.write(devices(0));
    CountDownLatch reading = new CountDownLatch(1);
    CountDownLatch written = new CountDownLatch(1);
    CompletableFuture<Boolean> wasMissing =
        CompletableFuture.supplyAsync(
            () -> {
              boolean missing = false;
              while (written.getCount() > 0) {
                missing |= !Files.exists(path);
                reading.countDown();
              }
              return missing;
            });

    reading.await();
    for (int i = 1; i <= TIMES; i++) {
      file.write(devices(i));
    }
    written.countDown();

    assertThat(wasMissing.get()).isFalse();
    assertThat(file.read()).isEqualTo(devices(TIMES));
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(path);
    }
  }
}
