// SPDX-License-Identifier: Apache-2.0
package io.kitty.fuzz;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The fuzzing of one target by Jazzer, in a Java of its own: libFuzzer ends its process. It begins
 * with a corpus that it leaves alone, and keeps new inputs, those that make the target fail, and
 * what Jazzer prints in a folder of its own.
 */
final class FuzzRun {

  private static final Pattern DONE = Pattern.compile("(?m)^Done (\\d+) runs in (\\d+) second");
  private static final String FINDING = "finding-";
  private static final int MAX_DUMP = 4096;
  private static final int MAX_INPUT = 4096;

  /** How long one input may take; much, as the machine may be busy. */
  private static final int TIMEOUT_SECONDS = 60;

  /** How much longer than planned a run may take. */
  private static final int GRACE_SECONDS = 600;

  private final String target;
  private final Path seeds;
  private final Path folder;

  /**
   * @param target the name of the class
   * @param seeds the corpus to begin with
   * @param folder where to write; it is made if it does not exist
   */
  FuzzRun(String target, Path seeds, Path folder) throws IOException {
    this.target = target;
    this.seeds = seeds.toAbsolutePath();
    this.folder = folder.toAbsolutePath();
    Files.createDirectories(found());
  }

  /** Returns where new inputs are kept. */
  private Path found() {
    return folder.resolve("corpus");
  }

  /**
   * Fuzzes the target.
   *
   * @param seconds how long
   * @param seed of the random numbers; 0 for another one each time
   * @return how many inputs were tried in a second
   * @throws Finding if an input makes it fail
   */
  long fuzz(int seconds, int seed) throws IOException {
    for (Path file : findings()) {
      Files.delete(file);
    }
    String log =
        run(
            seconds,
            "-max_total_time=" + seconds,
            "-seed=" + seed,
            "-artifact_prefix=" + folder.resolve(FINDING),
            found().toString(),
            seeds.toString());
    Matcher done = DONE.matcher(log);
    if (!done.find()) {
      throw new IOException(target + " was not fuzzed; see " + folder);
    }
    return Long.parseLong(done.group(1)) / Math.max(1, Long.parseLong(done.group(2)));
  }

  /** Keeps of the new inputs those alone that reach what no other one does. */
  void minimise() throws IOException {
    Path minimal = Files.createTempDirectory(folder, "minimal");
    run(0, "-merge=1", minimal.toString(), seeds.toString(), found().toString());
    for (Path file : list(found())) {
      Files.delete(file);
    }
    for (Path file : list(minimal)) {
      Files.move(file, found().resolve(file.getFileName()));
    }
    Files.delete(minimal);
  }

  private String run(int seconds, String... arguments) throws IOException {
    Path log = folder.resolve("jazzer.log");
    Process process =
        new ProcessBuilder(command(arguments))
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    try {
      if (!process.waitFor(seconds + GRACE_SECONDS, TimeUnit.SECONDS)) {
        throw new IOException(target + " does not end; see " + log);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } finally {
      process.destroyForcibly();
    }
    String text = Files.readString(log, StandardCharsets.ISO_8859_1);
    if (process.exitValue() != 0) {
      throw finding(text);
    }
    return text;
  }

  private List<String> command(String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-Xmx512m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Dorg.slf4j.simpleLogger.defaultLogLevel=off",
            "-D" + AllTargets.FOLDER + "=" + folder,
            "-cp",
            System.getProperty("java.class.path"),
            "com.code_intelligence.jazzer.Jazzer",
            "--target_class=" + target,
            "--reproducer_path=" + folder,
            "--instrumentation_includes=io.kitty.**",
            "--instrumentation_excludes=io.kitty.fuzz.**:io.kitty.testkit.**",
            "--disabled_hooks=" + Sanitizers.names(),
            "-timeout=" + TIMEOUT_SECONDS,
            "-max_len=" + MAX_INPUT,
            "-rss_limit_mb=0"));
    command.addAll(List.of(arguments));
    return command;
  }

  private List<Path> findings() throws IOException {
    return list(folder).stream()
        .filter(file -> file.getFileName().toString().startsWith(FINDING))
        .toList();
  }

  private static List<Path> list(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }

  private Finding finding(String log) throws IOException {
    StringBuilder text = new StringBuilder(target).append(" fails; see ").append(folder);
    for (Path file : findings()) {
      byte[] input = Files.readAllBytes(file);
      text.append('\n').append(file).append(":\n");
      text.append(HexFormat.of().formatHex(input, 0, Math.min(input.length, MAX_DUMP)));
    }
    int from = Math.max(0, log.indexOf("== Java Exception"));
    text.append('\n').append(log, from, Math.min(log.length(), from + MAX_DUMP));
    return new Finding(text.toString());
  }

  /** An input that makes a target fail. */
  static final class Finding extends AssertionError {
    private static final long serialVersionUID = 1;

    Finding(String text) {
      super(text);
    }
  }
}
