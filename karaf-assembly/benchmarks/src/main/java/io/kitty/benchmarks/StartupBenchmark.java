// SPDX-License-Identifier: Apache-2.0
package io.kitty.benchmarks;

import io.kitty.itests.HubProcess;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The cost of the whole hub: time to start, memory after a sweep, processor time when idle. */
final class StartupBenchmark {
  private static final int ROUNDS = 3;
  private static final int HOSTS = 254;

  /** A kind of start, with nanoseconds and kilobytes of each round. */
  private record Start(String name, boolean archive, long[] nanos, long[] resident) {
    Start(String name, boolean archive) {
      this(name, archive, new long[ROUNDS], new long[ROUNDS]);
    }

    double seconds() {
      return Report.quantile(nanos, 0.5) / 1e9;
    }
  }

  private StartupBenchmark() {}

  static void run() throws Exception {
    Start first = new Start("first start, which leaves an archive", true);
    Start plain = new Start("later start without the archive", false);
    Start archived = new Start("later start with the archive", true);
    for (int i = 0; i < ROUNDS; i++) {
      try (HubProcess hub = HubProcess.prepare("process")) {
        hub.configure("io.kitty.ping", "subnets", "127.40.0.0/24");
        measure(hub, first, i);
        hub.stop();
        measure(hub, plain, i);
        hub.stop();
        measure(hub, archived, i);
        if (i == ROUNDS - 1) {
          idle(hub);
        }
      }
    }
    for (Start start : new Start[] {first, plain, archived}) {
      Report.line(
          "%-38s /health after %.2f s (%.2f x reference), %d MB resident after %d hosts",
          start.name(),
          start.seconds(),
          start.seconds() / plain.seconds(),
          (long) Report.quantile(start.resident(), 0.5) >> 10,
          HOSTS);
    }
    Report.line("median of %d rounds; reference: without the archive", ROUNDS);
  }

  /** Measures a start until all modules are up, and the memory after a sweep. */
  private static void measure(HubProcess hub, Start start, int round) throws Exception {
    long begin = System.nanoTime();
    hub.launch(Map.of("KITTY_CDS", Boolean.toString(start.archive())));
    Await.until("the hub", begin, () -> hub.rest().get("/health").statusCode() == 200);
    start.nanos()[round] = System.nanoTime() - begin;
    Await.until("a sweep", begin, () -> hub.rest().json("/devices?source=ping").size() == HOSTS);
    start.resident()[round] = ProcessCost.resident(hub.pid());
  }

  private static void idle(HubProcess hub) throws InterruptedException {
    TimeUnit.SECONDS.sleep(5); // work that the start left
    Report.line("idle: %.2f %% of one core", 100 * ProcessCost.idle(hub.pid()));
  }
}
