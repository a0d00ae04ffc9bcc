// SPDX-License-Identifier: Apache-2.0
package io.kitty.config.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class FolderChangesTest {

  private static final int AFTER_START = 60;
  private static final int INTERVAL = 5;

  @TempDir Path folder;

  @Test
  void everyCheckAfterTheStartIsDue() {
    try (FolderChanges changes = FolderChanges.of(List.of(folder))) {
      for (int i = 0; i < AFTER_START; i++) {
        assertThat(changes.isDue()).isTrue();
      }
      assertThat(changes.isDue()).isFalse();
    }
  }

  @Test
  void laterOnEveryFifthIsDue() {
    try (FolderChanges changes = quiet(folder)) {
      for (int i = 0; i < 3; i++) {
        for (int skipped = 1; skipped < INTERVAL; skipped++) {
          assertThat(changes.isDue()).isFalse();
        }
        assertThat(changes.isDue()).isTrue();
      }
    }
  }

  @Test
  @Timeout(30)
  void thoseAfterAChangeAreDue() throws IOException {
    try (FolderChanges changes = quiet(folder)) {
      Files.writeString(folder.resolve("a.cfg"), "a = 1");
      int running = 0;
      while (running < INTERVAL) {
        LockSupport.parkNanos(1_000_000); // until the system reports it
        running = changes.isDue() ? running + 1 : 0;
      }
    }
  }

  @Test
  void withoutAWatchEachIsDue() {
    try (FolderChanges changes = quiet(folder.resolve("missing"))) {
      assertThat(changes.isDue()).isTrue();
      assertThat(changes.isDue()).isTrue();
    }
  }

  private static FolderChanges quiet(Path folder) {
    FolderChanges changes = FolderChanges.of(List.of(folder));
    for (int i = 0; i < AFTER_START; i++) {
      changes.isDue();
    }
    return changes;
  }
}
