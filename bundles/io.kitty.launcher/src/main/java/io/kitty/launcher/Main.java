// SPDX-License-Identifier: Apache-2.0
package io.kitty.launcher;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The helper of the start scripts, which prints to standard output. The hub's folders come from the
 * environment variables that the scripts export.
 */
public final class Main {

  /** Long enough for the first start on a slow machine, which unpacks and resolves all bundles. */
  private static final Duration TIMEOUT = Duration.ofMinutes(3);

  private static final long POLL_MILLIS = 100;

  private final Path data;
  private final Settings settings;
  private final Report report;

  Main(Map<String, String> environment, PrintStream out) {
    data = Path.of(environment.getOrDefault("KARAF_DATA", "data"));
    settings = new Settings(environment);
    report = new Report(data, Path.of(environment.getOrDefault("KARAF_LOG", "data/log")), out);
  }

  /**
   * @param arguments {@code ports} checks that the hub's ports are free; {@code await PID} waits
   *     until the hub with this process id responds; {@code status PID} prints its status
   */
  public static void main(String[] arguments) throws Exception {
    Main main = new Main(System.getenv(), System.out);
    boolean success =
        switch (List.of(arguments).get(0)) {
          case "ports" -> main.ports();
          case "await" -> main.await(Long.parseLong(arguments[1]), TIMEOUT);
          case "status" -> main.status(Long.parseLong(arguments[1]));
          default -> throw new IllegalArgumentException("ports, await PID or status PID");
        };
    System.exit(success ? 0 : 1);
  }

  /**
   * Prints each port that another program uses.
   *
   * @return false if there is any
   */
  boolean ports() {
    List<String> taken =
        settings.ports().stream().filter(PortSetting::taken).map(PortSetting::remedy).toList();
    taken.forEach(report::print);
    return taken.isEmpty();
  }

  /**
   * Waits until the hub responds, and prints its status.
   *
   * @return false if it has ended or does not respond in time
   */
  boolean await(long pid, Duration timeout) throws InterruptedException {
    long deadline = System.nanoTime() + timeout.toNanos();
    while (System.nanoTime() < deadline) {
      if (!Processes.alive(pid)) {
        report.ended();
        return false;
      }
      Optional<HealthAnswer> answer = HealthAnswer.fetch(data);
      if (answer.isPresent() && !answer.get().status().equals("starting")) {
        report.running(pid, answer);
        return true;
      }
      if (!settings.servesHttp() && settings.ssh().answers("SSH-")) {
        report.running(pid, answer);
        return true;
      }
      Thread.sleep(POLL_MILLIS);
    }
    report.silent(pid);
    return false;
  }

  boolean status(long pid) throws IOException {
    report.running(pid, HealthAnswer.fetch(data));
    report.more();
    return true;
  }
}
