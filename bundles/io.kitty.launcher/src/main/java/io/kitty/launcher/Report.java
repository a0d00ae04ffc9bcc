// SPDX-License-Identifier: Apache-2.0
package io.kitty.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Prints the status of a hub, one line for each value. */
final class Report {

  private final Path data;
  private final Path log;
  private final PrintStream out;

  /**
   * The size of the log in bytes when this hub was started: what comes before is an earlier run's.
   */
  private final long offset;

  Report(Path data, Path logFolder, PrintStream out) {
    this.data = data;
    this.log = logFolder.resolve("kitty.log");
    this.out = out;
    this.offset = log.toFile().length();
  }

  void print(String sentence) {
    out.println("kitty: " + sentence);
  }

  /** Reports a running hub; without an answer if it does not serve HTTP. */
  void running(long pid, Optional<HealthAnswer> answer) {
    print("running with process id " + pid);
    if (answer.isEmpty()) {
      line("page", "none; the web server is off or cannot listen, the log says why: " + log);
      return;
    }
    line("page", answer.get().page());
    line("token", data.resolve("kitty").resolve("web.token").toString());
    line("health", answer.get().status());
    answer.get().reasons().forEach(reason -> line("", reason));
  }

  /** Prints what does not change while the hub runs. */
  void more() throws IOException {
    line("data", data.toString());
    line("log", log.toString());
    String version = Report.class.getPackage().getImplementationVersion();
    line("version", version == null ? "unknown" : version);
  }

  void ended() {
    print("the hub has ended at its start" + lastError() + "; its log is " + log);
  }

  void silent(long pid) {
    print("the hub runs with process id " + pid + ", but does not answer; its log is " + log);
  }

  /** Returns the last error of this run's log. */
  private String lastError() {
    try (InputStream stream = Files.newInputStream(log)) {
      stream.skipNBytes(Files.size(log) < offset ? 0 : offset);
      return new String(stream.readAllBytes(), UTF_8)
          .lines()
          .filter(line -> line.contains(" ERROR "))
          .reduce((earlier, later) -> later)
          .map(line -> ": " + line.strip())
          .orElse("");
    } catch (IOException e) {
      return "";
    }
  }

  private void line(String label, String value) {
    out.printf("  %-7s  %s%n", label, value);
  }
}
