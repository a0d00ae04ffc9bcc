// SPDX-License-Identifier: Apache-2.0
package io.kitty.itests.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * What a process takes, from Linux's /proc (proc(5)).
 *
 * @param mebibytes its resident memory
 */
record ProcessFigures(long mebibytes, int threads, int descriptors) {

  /** Returns the present figures of a running process. */
  static ProcessFigures of(long pid) throws IOException {
    Path proc = Path.of("/proc", Long.toString(pid));
    long kibibytes = 0;
    int threads = 0;
    for (String line : Files.readAllLines(proc.resolve("status"))) {
      String[] fields = line.split("\\s+");
      if (fields[0].equals("VmRSS:")) {
        kibibytes = Long.parseLong(fields[1]);
      } else if (fields[0].equals("Threads:")) {
        threads = Integer.parseInt(fields[1]);
      }
    }
    try (Stream<Path> open = Files.list(proc.resolve("fd"))) {
      return new ProcessFigures(kibibytes / 1024, threads, (int) open.count());
    }
  }
}
