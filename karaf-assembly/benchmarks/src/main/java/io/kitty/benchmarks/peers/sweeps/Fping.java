// SPDX-License-Identifier: Apache-2.0
package io.kitty.benchmarks.peers.sweeps;

import io.kitty.benchmarks.peers.PeerRow;
import io.kitty.benchmarks.peers.Program;
import java.io.IOException;

/** Sweeps by {@code fping}, with one probe a host and a timeout of a second. */
final class Fping {

  private Fping() {}

  /**
   * Returns its version.
   *
   * @throws PeerRow.MissingException if it is not installed
   */
  static String version() throws Exception {
    Program.require("bash", "--version"); // which measures it
    return Program.require("fping", "-v");
  }

  /** Sweeps as fast as it can. */
  static Program.Run sweep(String network) throws IOException, InterruptedException {
    return Program.measure("fping", "-q", "-i", "0", "-r", "0", "-t", "1000", "-g", network);
  }

  /**
   * Returns how many hosts it finds with one packet a millisecond.
   *
   * @param seconds after which it is ended
   */
  static long found(String network, int seconds) throws IOException, InterruptedException {
    String limit = Integer.toString(seconds);
    return Program.measure(
            "timeout", "-s", "INT", limit, "fping", "-a", "-i", "1", "-r", "0", "-t", "1000", "-g",
            network)
        .output()
        .lines()
        .filter(line -> line.matches("\\d+(\\.\\d+){3}"))
        .count();
  }
}
