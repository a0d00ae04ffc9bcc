// SPDX-License-Identifier: Apache-2.0
package io.kitty.benchmarks.peers;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Sends multicast DNS messages from the addresses of other machines. */
final class MdnsSender implements AutoCloseable {

  private final Path script = Files.createTempFile("mdns-sender", ".py");
  private final Process process;
  private final BufferedReader times;

  /**
   * @param there what a command line starts with that is to run at the machines' network
   */
  MdnsSender(List<String> there) throws IOException {
    try (InputStream in = MdnsSender.class.getResourceAsStream("mdns-sender.py")) {
      Files.copy(Objects.requireNonNull(in), script, StandardCopyOption.REPLACE_EXISTING);
    }
    List<String> command = new ArrayList<>(there);
    command.addAll(List.of("python3", script.toString()));
    process = new ProcessBuilder(command).redirectErrorStream(true).start();
    times = process.inputReader(US_ASCII);
  }

  /** Sends a message, and returns the monotonic time in nanoseconds just before. */
  long send(String address, String hex) throws IOException {
    process.outputWriter(US_ASCII).append(address + " " + hex + "\n").flush();
    String time = times.readLine();
    if (time == null || !time.matches("\\d+")) {
      throw new IOException("the sender has ended: " + time);
    }
    return Long.parseLong(time);
  }

  @Override
  public void close() throws IOException, InterruptedException {
    process.destroy();
    process.waitFor();
    Files.delete(script);
  }
}
