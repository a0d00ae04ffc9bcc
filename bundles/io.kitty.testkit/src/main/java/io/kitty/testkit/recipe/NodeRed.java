// SPDX-License-Identifier: Apache-2.0
package io.kitty.testkit.recipe;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Node-RED with the flow of a recipe, on the loopback interface. It has to be on the {@code PATH}
 * ({@code npm install -g node-red}); otherwise the test is skipped. What a debug node with {@code
 * console} gets is in its log.
 */
public final class NodeRed implements AutoCloseable {

  private static final String PROGRAM = "node-red";
  private static final long START_SECONDS = 60;
  private static final long STOP_SECONDS = 5;

  private final int port;
  private final Path log;
  private final Process process;

  /**
   * Starts it; returns once the flow runs.
   *
   * @param folder an empty folder
   * @param flow the nodes as JSON
   */
  public NodeRed(Path folder, String flow) throws Exception {
    Optional<Path> program = program();
    assumeTrue(program.isPresent(), "node-red is not on the PATH: npm install -g node-red");
    port = freePort();
    log = folder.resolve("log.txt");
    Files.writeString(folder.resolve("flows.json"), flow);
    process =
        new ProcessBuilder(
                program.orElseThrow().toString(),
                "--userDir",
                folder.toString(),
                "--port",
                String.valueOf(port),
                "-D",
                "uiHost=127.0.0.1",
                "flows.json")
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    await("Started flows");
  }

  private static Optional<Path> program() {
    return Stream.of(
            Objects.requireNonNullElse(System.getenv("PATH"), "").split(File.pathSeparator))
        .map(folder -> Path.of(folder, PROGRAM))
        .filter(Files::isExecutable)
        .findFirst();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** Returns the URL of a path of its HTTP nodes. */
  public String url(String path) {
    return "http://127.0.0.1:" + port + path;
  }

  /** Returns the lines of its log. */
  public List<String> lines() throws IOException {
    return Files.readAllLines(log);
  }

  /** Waits until a line of its log contains a text. */
  public void await(String text) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
    while (lines().stream().noneMatch(line -> line.contains(text))) {
      if (System.nanoTime() > end || !process.isAlive()) {
        close();
        throw new AssertionError("no '" + text + "' in " + lines());
      }
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }

  @Override
  public void close() throws Exception {
    process.destroy();
    if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
  }
}
