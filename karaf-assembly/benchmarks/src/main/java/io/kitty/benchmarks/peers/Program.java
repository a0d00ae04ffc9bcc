// SPDX-License-Identifier: Apache-2.0
package io.kitty.benchmarks.peers;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs other programs to their end. */
public final class Program {

  /**
   * What a program did.
   *
   * @param wall seconds from its start to its end
   * @param cpu its user and system seconds
   * @param output its standard output and error
   */
  public record Run(double wall, double cpu, String output) {}

  /** Bash measures the times, and prints them apart from the output. */
  private static final String TIMED = "TIMEFORMAT='%R %U %S'; time \"$@\" >\"$OUT\" 2>&1";

  private Program() {}

  /** Returns the first line that a program prints of itself. */
  public static String version(String... command) throws IOException, InterruptedException {
    return output(List.of(command)).strip().lines().findFirst().orElse("").strip();
  }

  /**
   * Returns a program's version.
   *
   * @throws PeerRow.MissingException if it is not installed
   */
  public static String require(String... command) throws Exception {
    try {
      return version(command);
    } catch (IOException e) {
      throw new PeerRow.MissingException(command[0] + " is not installed");
    }
  }

  /** Runs a command that must succeed; returns what it prints. */
  public static String output(List<String> command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String text = new String(process.getInputStream().readAllBytes(), UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(String.join(" ", command) + ": " + text.strip());
    }
    return text;
  }

  /** Runs a command, whatever its exit status, and measures it. */
  public static Run measure(String... command) throws IOException, InterruptedException {
    Path out = Files.createTempFile("peer", ".txt");
    try {
      List<String> line = new ArrayList<>(List.of("bash", "-c", TIMED, "bash"));
      line.addAll(List.of(command));
      ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true);
      builder.environment().put("OUT", out.toString());
      builder.environment().put("LC_ALL", "C");
      Process process = builder.start();
      process.getOutputStream().close();
      String[] times =
          new String(process.getInputStream().readAllBytes(), UTF_8).strip().split(" ");
      process.waitFor();
      return new Run(
          Double.parseDouble(times[0]),
          Double.parseDouble(times[1]) + Double.parseDouble(times[2]),
          Files.readString(out));
    } finally {
      Files.delete(out);
    }
  }
}
