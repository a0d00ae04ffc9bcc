// SPDX-License-Identifier: Apache-2.0
package io.kitty.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** A running Python program of this module, which reads and prints lines. */
public final class PythonScript implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final String name;
  private final Path file;
  private final Process process;
  private final TimedLines out;

  /**
   * Starts it.
   *
   * @param beside the class in whose package it is
   * @param name the name of its file
   * @param before what the command line starts with, to run it elsewhere
   */
  public PythonScript(Class<?> beside, String name, List<String> before) throws IOException {
    this.name = name;
    file = Files.createTempFile("kitty-", "-" + name);
    try (InputStream in = beside.getResourceAsStream(name)) {
      Files.copy(Objects.requireNonNull(in, name), file, StandardCopyOption.REPLACE_EXISTING);
    }
    List<String> command = new ArrayList<>(before);
    command.addAll(List.of("python3", file.toString()));
    process = new ProcessBuilder(command).redirectErrorStream(true).start();
    out = new TimedLines(process.inputReader(UTF_8), "");
  }

  /** Sends it a line, and returns the number that it prints in return. */
  public long ask(String line) throws IOException, InterruptedException {
    process.outputWriter(UTF_8).append(line).append('\n').flush();
    String answer = readLine();
    if (!answer.matches("\\d+")) {
      throw new IOException(name + ": " + answer);
    }
    return Long.parseLong(answer);
  }

  /**
   * Returns the next line that it prints.
   *
   * @throws IOException if it prints none within a minute
   */
  public String readLine() throws IOException, InterruptedException {
    String line = out.next(PATIENCE);
    if (line == null) {
      throw new IOException(name + " printed nothing within " + PATIENCE);
    }
    return line;
  }

  public long pid() {
    return process.pid();
  }

  @Override
  public void close() throws IOException, InterruptedException {
    process.destroy();
    process.waitFor();
    Files.delete(file);
  }
}
