// SPDX-License-Identifier: Apache-2.0
package io.kitty.benchmarks.peers.sweeps;

import io.kitty.benchmarks.peers.PeerRow;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The first sweep of a hub, which is starting everything else at the same time. */
public final class FirstSweep implements PeerRow {

  private static final String NETWORK = "10.78.0.0/16";

  private @Nullable RoutedNetwork cable;

  @Override
  public List<String> figures() {
    return List.of("wall s");
  }

  @Override
  public String work() {
    return "routed /16, a tenth alive, first sweep";
  }

  @Override
  public String peer() throws Exception {
    RoutedNetwork.requirePrograms();
    return Fping.version();
  }

  @Override
  public void prepare() throws Exception {
    cable = new RoutedNetwork();
    cable.liveTenth();
  }

  @Override
  public double[] ours() throws Exception {
    try (SweepingHub hub =
        new SweepingHub(
            Map.of("subnets", NETWORK, "rate", "0", "retries", "0", "interval", "3600"))) {
      return new double[] {hub.firstSweep()};
    }
  }

  @Override
  public double[] theirs() throws Exception {
    return new double[] {Fping.sweep(NETWORK).wall()};
  }

  @Override
  public void close() throws Exception {
    if (cable != null) {
      cable.close();
    }
  }
}
