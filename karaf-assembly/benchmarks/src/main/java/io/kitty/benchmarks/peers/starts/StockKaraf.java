// SPDX-License-Identifier: Apache-2.0
package io.kitty.benchmarks.peers.starts;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.kitty.benchmarks.Await;
import io.kitty.benchmarks.Closing;
import io.kitty.benchmarks.peers.PeerRow;
import io.kitty.benchmarks.peers.Program;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Karaf as it is downloaded, with nothing installed in it. */
final class StockKaraf implements AutoCloseable {

  /** The archive that Maven has downloaded. */
  private static final Path ARCHIVE = Path.of(System.getProperty("kitty.karaf", "missing"));

  /** The port of its console over SSH. */
  private static final int CONSOLE = 8101;

  private static final byte[] GREETING = "SSH-".getBytes(US_ASCII);

  private final Path folder;
  private @Nullable Process process;

  /**
   * @throws PeerRow.MissingException if Maven has not downloaded it
   */
  StockKaraf() throws Exception {
    version();
    folder = Files.createTempDirectory("karaf");
    Program.output(
        List.of(
            "tar", "-xzf", ARCHIVE.toString(), "--strip-components=1", "-C", folder.toString()));
  }

  static String version() throws PeerRow.MissingException {
    if (!Files.exists(ARCHIVE)) {
      throw new PeerRow.MissingException("Apache Karaf is not at " + ARCHIVE);
    }
    return ARCHIVE.getFileName().toString().replace(".tar.gz", "");
  }

  /** Starts it, and returns the seconds until its console responds. */
  double start() throws Exception {
    long begin = System.nanoTime();
    process =
        new ProcessBuilder(folder.resolve("bin/karaf").toString(), "server")
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    Await.until("Karaf", begin, StockKaraf::responds);
    return (System.nanoTime() - begin) / 1e9;
  }

  private static boolean responds() throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), CONSOLE)) {
      return Arrays.equals(socket.getInputStream().readNBytes(GREETING.length), GREETING);
    }
  }

  /** Returns the process id of its Java, which the script waits for. */
  long pid() {
    ProcessHandle script = Objects.requireNonNull(process, "it was not started").toHandle();
    return script.descendants().filter(StockKaraf::isJava).findFirst().orElse(script).pid();
  }

  private static boolean isJava(ProcessHandle each) {
    return each.info().command().orElse("").endsWith("/java");
  }

  /**
   * Stops it.
   *
   * @throws IllegalStateException if it does not end within a minute; it is killed then
   */
  void stop() throws InterruptedException {
    if (process != null && process.isAlive()) {
      ProcessHandle java = ProcessHandle.of(pid()).orElseThrow();
      java.destroy();
      if (!process.waitFor(1, TimeUnit.MINUTES)) {
        java.destroyForcibly();
        throw new IllegalStateException("Karaf did not end within a minute");
      }
    }
  }

  @Override
  public void close() throws Exception {
    Closing.all(this::stop, () -> Program.output(List.of("rm", "-rf", folder.toString())));
  }
}
