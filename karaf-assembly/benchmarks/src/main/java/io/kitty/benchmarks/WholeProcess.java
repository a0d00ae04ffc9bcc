// SPDX-License-Identifier: Apache-2.0
package io.kitty.benchmarks;

import io.kitty.itests.HubProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** What the hub as a whole costs: time to start, memory after a sweep, processor time when idle. */
final class WholeProcess {
  private static final int HOSTS = 254;
  private static final Duration IDLE = Duration.ofSeconds(20);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private WholeProcess() {}

  static void run() throws Exception {
    try (HubProcess hub = HubProcess.prepare("process")) {
      hub.configure("io.kitty.ping", "subnets", "127.40.0.0/24");
      double first = start(hub, "first start, leaves a class-data archive", true, 0);
      costs(hub, false);
      hub.stop();
      double plain = start(hub, "later start without the archive", false, first);
      costs(hub, false);
      hub.stop();
      start(hub, "later start with the archive", true, plain);
      costs(hub, true);
    }
  }

  /** Times a start until the first answer that all modules are up; the seconds it took. */
  private static double start(HubProcess hub, String what, boolean archive, double reference)
      throws Exception {
    long begin = System.nanoTime();
    hub.launch(Map.of("KITTY_CDS", Boolean.toString(archive)));
    while (!answers(hub)) {
      if (System.nanoTime() - begin > PATIENCE.toNanos()) {
        throw new IllegalStateException("the hub did not start within " + PATIENCE);
      }
      TimeUnit.MILLISECONDS.sleep(5);
    }
    double seconds = (System.nanoTime() - begin) / 1e9;
    String ratio = reference == 0 ? "" : "  (%.2f x the one above)".formatted(seconds / reference);
    Report.line("%-44s /health after %.2f s%s", what, seconds, ratio);
    return seconds;
  }

  private static boolean answers(HubProcess hub) throws InterruptedException {
    try {
      return hub.rest().get("/health").statusCode() == 200;
    } catch (IOException e) {
      return false; // nobody listens yet
    }
  }

  private static void costs(HubProcess hub, boolean idle) throws Exception {
    long begin = System.nanoTime();
    while (hub.rest().json("/devices").size() < HOSTS) {
      if (System.nanoTime() - begin > PATIENCE.toNanos()) {
        throw new IllegalStateException("the sweep did not find " + HOSTS + " hosts");
      }
      TimeUnit.MILLISECONDS.sleep(20);
    }
    Report.line("  resident after a sweep of %d hosts: %d MB", HOSTS, resident(hub.pid()) >> 10);
    if (idle) {
      TimeUnit.SECONDS.sleep(5); // what the start left to do
      Duration before = processor(hub.pid());
      TimeUnit.NANOSECONDS.sleep(IDLE.toNanos());
      double busy = processor(hub.pid()).minus(before).toNanos();
      Report.line(
          "  idle for %d s: %.2f %% of one core", IDLE.toSeconds(), 100 * busy / IDLE.toNanos());
    }
  }

  private static Duration processor(long pid) {
    return ProcessHandle.of(pid).orElseThrow().info().totalCpuDuration().orElseThrow();
  }

  /** In KiB, as Linux tells it (proc(5), status). */
  private static long resident(long pid) throws IOException {
    return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElseThrow();
  }
}
