// SPDX-License-Identifier: Apache-2.0
package io.kitty.benchmarks.peers.sweeps;

import io.kitty.benchmarks.peers.PeerRow;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * An attached /16 with 200 machines in one /24, and nobody else: the kernel has room for few silent
 * neighbours, so that a whole sweep takes minutes. Counts who is found ten seconds after the first
 * packet of the hub, and ten seconds after the start of the other program.
 */
public final class AttachedNetwork implements PeerRow {

  private static final String NETWORK = "10.77.0.0/16";
  private static final int MACHINES = 200;
  private static final int SECONDS = 10;

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
    RoutedNetwork.requirePrograms();
    return Fping.version();
  }

  @Override
  public void prepare() throws Exception {
    cable = new RoutedNetwork();
    cable.attach(IntStream.rangeClosed(1, MACHINES).mapToObj(i -> "10.77.41." + i).toList());
  }

  /** A hub of its own each time, which knows nobody. */
  @Override
  public double[] ours() throws Exception {
    try (SweepingHub hub =
        new SweepingHub(Map.of("subnets", NETWORK, "interval", "3600", "enabled", "false"))) {
      hub.enable();
      TimeUnit.SECONDS.sleep(SECONDS);
      return new double[] {hub.found()};
    }
  }

  /** One packet a millisecond, as many as the hub sends. */
  @Override
  public double[] theirs() throws Exception {
    return new double[] {Fping.found(NETWORK, SECONDS)};
  }

  @Override
  public void close() throws Exception {
    if (cable != null) {
      cable.close();
    }
  }
}
