// SPDX-License-Identifier: Apache-2.0
package io.kitty.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** What people read who start a hub or ask how it is: one line for each thing. */
final class Report {

  private final Path data;
  private final Path log;
  private final PrintStream out;

  /** How long the log was, in bytes, when this hub was started: before that is another's. */
  private final long past;

  Report(Path data, Path logFolder, PrintStream out) {
    this.data = data;
    this.log = logFolder.resolve("kitty.log");
    this.out = out;
    this.past = log.toFile().length();
  }

  void print(String sentence) {
    out.println("kitty: " + sentence);
  }

  /** It answers, or is not to answer over HTTP. */
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

  /** What does not change while it runs. */
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

  /** The last thing that went wrong, as the log tells it. */
  private String lastError() {
    try (InputStream stream = Files.newInputStream(log)) {
      stream.skipNBytes(Files.size(log) < past ? 0 : past);
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

  private void line(String what, String value) {
    out.printf("  %-7s  %s%n", what, value);
  }
}
