// SPDX-License-Identifier: Apache-2.0
package io.kitty.itests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A child process in Python that uses the hub's external interfaces. */
public final class PythonProgram implements AutoCloseable {
  private static final Path FOLDER =
      Path.of(System.getProperty("kitty.root"), "karaf-assembly/itests/src/test/python");

  /** Where a distribution keeps the Python for which it has packages. */
  private static final Path SYSTEM = Path.of("/usr/bin/python3");

  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final Process process;
  private final Thread reader = new Thread(this::read, "python");

  /** Starts one of the programs. */
  public PythonProgram(String name, String... arguments) throws IOException {
    process =
        new ProcessBuilder(command(name, arguments))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    reader.setDaemon(true);
    reader.start();
  }

  /** Returns the command line of one of the programs. */
  public static List<String> command(String name, String... arguments) {
    List<String> command = new ArrayList<>(List.of(python(), FOLDER.resolve(name).toString()));
    command.addAll(Arrays.asList(arguments));
    return command;
  }

  private static String python() {
    return Files.isExecutable(SYSTEM) ? SYSTEM.toString() : "python3";
  }

  /** Whether Python is there, with a package. */
  public static boolean has(String packageName) {
    try {
      Process probe = new ProcessBuilder(python(), "-c", "import " + packageName).start();
      return probe.waitFor() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Runs a program to its end and returns the JSON that it prints. */
  public static JsonNode run(String name, String... arguments) throws Exception {
    try (PythonProgram program = new PythonProgram(name, arguments)) {
      if (!program.process.waitFor(30, SECONDS) || program.process.exitValue() != 0) {
        throw new IllegalStateException(name + " failed, see its standard error");
      }
      program.reader.join();
      return Rest.parse(String.join("\n", program.lines));
    }
  }

  private void read() {
    try (BufferedReader out = process.inputReader(UTF_8)) {
      out.lines().forEach(lines::add);
    } catch (IOException | UncheckedIOException e) {
      // It ends, with the test.
    }
  }

  /** What it has printed so far. */
  public List<String> lines() {
    return lines;
  }

  /** Ends its standard input, and waits until it has ended by itself. */
  public void finish() throws IOException, InterruptedException {
    process.getOutputStream().close();
    if (!process.waitFor(30, SECONDS)) {
      throw new IllegalStateException("It goes on without standard input");
    }
  }

  @Override
  public void close() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }
}
