// SPDX-License-Identifier: Apache-2.0
package io.kitty.mqtt;

import io.kitty.hub.Hub;
import java.time.Duration;

/**
 * Starts a scan with all protocols, on the command of another program; not too often, as anybody at
 * the broker may ask for it. Not thread-safe.
 */
final class ScanCommand {

  private static final long PAUSE = Duration.ofSeconds(10).toNanos();

  private final Hub hub;
  private long startedAt = System.nanoTime() - PAUSE;

  ScanCommand(Hub hub) {
    this.hub = hub;
  }

  /** Starts a scan, unless the last one has just been started. */
  void start() {
    long now = System.nanoTime();
    if (now - startedAt >= PAUSE) {
      startedAt = now;
      hub.modules().stream()
          .filter(module -> module.protocol() && module.up())
          .forEach(module -> hub.scan(module.id()));
    }
  }
}
