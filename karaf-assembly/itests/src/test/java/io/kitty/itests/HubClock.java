// SPDX-License-Identifier: Apache-2.0
package io.kitty.itests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The wall clock of a hub, which can be set while it runs by the library libfaketime (a package of
 * that name on Debian). The monotonic clock continues, as when a real clock is set.
 */
public final class HubClock {
  private static final String LIBRARY = "faketime/libfaketimeMT.so.1";

  private final Path file;

  /**
   * Makes a clock with the present time.
   *
   * @param folder where the library is told how wrong it is
   */
  public HubClock(Path folder) throws IOException {
    file = folder.resolve("clock");
    set(Duration.ZERO);
  }

  /** Where Linux distributions keep the library, for one kind of processor. */
  public static Optional<Path> library() throws IOException {
    try (Stream<Path> folders = Files.list(Path.of("/usr/lib"))) {
      return folders.map(each -> each.resolve(LIBRARY)).filter(Files::isReadable).findFirst();
    }
  }

  /** Returns the variables that make a hub use this clock. */
  public Map<String, String> environment() throws IOException {
    return Map.of(
        "LD_PRELOAD",
        library().orElseThrow().toString(),
        "FAKETIME_TIMESTAMP_FILE",
        file.toString(),
        "FAKETIME_CACHE_DURATION",
        "1", // it reads the file once a second
        "FAKETIME_DONT_FAKE_MONOTONIC",
        "1",
        "FAKETIME_FORCE_MONOTONIC_FIX",
        "0", // else waits of Java on that clock would never end
        "NO_FAKE_STAT",
        "1");
  }

  /** Sets the clock forward or back. */
  public void set(Duration offset) throws IOException {
    Path part =
        Files.writeString(file.resolveSibling("clock.part"), "%+d".formatted(offset.toSeconds()));
    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
  }
}
