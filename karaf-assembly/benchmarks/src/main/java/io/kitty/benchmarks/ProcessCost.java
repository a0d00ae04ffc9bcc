// SPDX-License-Identifier: Apache-2.0
package io.kitty.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** What a process takes of the machine. */
public final class ProcessCost {

  /** The hub sweeps its networks once in this time. */
  private static final Duration IDLE = Duration.ofMinutes(1);

  private ProcessCost() {}

  /** Returns the resident memory in KiB (proc(5), status). */
  public static long resident(long pid) throws IOException {
    return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElseThrow();
  }

  /** Returns the resident memory in MiB after a while, so that work that is under way has ended. */
  public static double settled(long pid, Duration pause) throws Exception {
    TimeUnit.NANOSECONDS.sleep(pause.toNanos());
    return resident(pid) / 1024.0;
  }

  /** Returns the share of a core that it takes in the next minute. */
  public static double idle(long pid) throws InterruptedException {
    Duration before = processor(pid);
    TimeUnit.NANOSECONDS.sleep(IDLE.toNanos());
    return (double) processor(pid).minus(before).toNanos() / IDLE.toNanos();
  }

  /** Returns the processor time of all its threads, alive and ended. */
  public static Duration processor(long pid) {
    return ProcessHandle.of(pid).orElseThrow().info().totalCpuDuration().orElseThrow();
  }
}
