// SPDX-License-Identifier: Apache-2.0
package io.kitty.benchmarks.peers.sweeps;

import io.kitty.benchmarks.Await;
import io.kitty.benchmarks.peers.PeerRow;
import io.kitty.benchmarks.peers.Program;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * An attached /16 with 200 machines in one /24, and nobody else: the kernel has room for few silent
 * neighbours, so that a whole sweep takes minutes. Counts who is listed ten seconds after the start
 * of the sweep.
 */
public final class AttachedNetwork implements PeerRow {

  private static final String NETWORK = "10.77.0.0/16";
  private static final int MACHINES = 200;
  private static final long WAIT = 10_000;

  private @Nullable RoutedNetwork cable;

  @Override
  public List<String> figures() {
    return List.of("hosts");
  }

  @Override
  public String work() {
    return "attached /16, 200 machines, found after 10 s";
  }

  @Override
  public String peer() throws Exception {
    return Program.require("fping", "-v");
  }

  @Override
  public void prepare() throws Exception {
    cable = new RoutedNetwork();
    cable.attach(IntStream.rangeClosed(1, MACHINES).mapToObj(i -> "10.77.41." + i).toList());
  }

  /** A hub of its own each time, which knows nobody. */
  @Override
  public double[] ours() throws Exception {
    try (SweepingHub hub = new SweepingHub(Map.of("subnets", NETWORK, "interval", "3600"))) {
      Await.until("the first host", System.nanoTime(), () -> hub.found() > 0);
      Thread.sleep(WAIT);
      return new double[] {hub.found()};
    }
  }

  /** One packet a millisecond, as many as the hub sends. */
  @Override
  public double[] theirs() throws Exception {
    String output =
        Program.measure(
                "timeout", "-s", "INT", "10", "fping", "-a", "-i", "1", "-r", "0", "-t", "1000",
                "-g", NETWORK)
            .output();
    return new double[] {output.lines().filter(line -> line.startsWith("10.77.")).count()};
  }

  @Override
  public void close() throws Exception {
    if (cable != null) {
      cable.close();
    }
  }
}
