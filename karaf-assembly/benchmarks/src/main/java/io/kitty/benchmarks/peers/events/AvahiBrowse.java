// SPDX-License-Identifier: Apache-2.0
package io.kitty.benchmarks.peers.events;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.kitty.benchmarks.TimedLines;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/** {@code avahi-browse}, with a daemon and a bus of its own. */
final class AvahiBrowse implements AutoCloseable {

  private final Path script = Files.createTempFile("avahi-browse", ".sh");
  private final Process process;
  private final TimedLines lines;

  /**
   * @param interfaceName where it listens
   */
  AvahiBrowse(String interfaceName) throws Exception {
    try (InputStream in = AvahiBrowse.class.getResourceAsStream("avahi-browse.sh")) {
      Files.copy(Objects.requireNonNull(in), script, StandardCopyOption.REPLACE_EXISTING);
    }
    process =
        new ProcessBuilder(
                List.of(
                    "unshare",
                    "-m",
                    "-p",
                    "-f",
                    "--kill-child",
                    "sh",
                    script.toString(),
                    interfaceName))
            .redirectErrorStream(true)
            .start();
    BufferedReader reader = process.inputReader(UTF_8);
    String ready = reader.readLine();
    if (!"ready".equals(ready)) {
      close();
      throw new IOException("avahi-browse cannot run here: " + ready);
    }
    lines = new TimedLines(reader, "+");
  }

  /** Returns when the line of the first new service with this text was read. */
  long await(String text, Duration patience) throws InterruptedException {
    return lines.await(text, patience);
  }

  @Override
  public void close() throws IOException, InterruptedException {
    process.destroyForcibly().waitFor();
    Files.deleteIfExists(script);
  }
}
