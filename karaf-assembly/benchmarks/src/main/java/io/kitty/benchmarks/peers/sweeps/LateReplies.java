// SPDX-License-Identifier: Apache-2.0
package io.kitty.benchmarks.peers.sweeps;

import io.kitty.benchmarks.Closing;
import io.kitty.benchmarks.PythonScript;
import io.kitty.benchmarks.peers.PeerRow;
import io.kitty.benchmarks.peers.Program;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A /21 in which every host replies: one in twenty after 300 ms, one in twenty after 600 ms, and
 * all of the last /24 after 600 ms. Counts who is found without repetitions.
 */
public final class LateReplies implements PeerRow {

  private static final String NETWORK = "10.78.0.0/21";

  /** Seconds, of which it needs four. */
  private static final int PATIENCE = 60;

  private @Nullable RoutedNetwork cable;
  private @Nullable PythonScript responder;

  @Override
  public List<String> figures() {
    return List.of("hosts");
  }

  @Override
  public String work() {
    return "routed /21, a fifth at 300 or 600 ms, retries 0";
  }

  @Override
  public String peer() throws Exception {
    Program.require("python3", "--version");
    RoutedNetwork.requirePrograms();
    return Fping.version();
  }

  @Override
  public void prepare() throws Exception {
    cable = new RoutedNetwork();
    cable.live(NETWORK);
    responder = new PythonScript(LateReplies.class, "slow-hosts.py", cable.there());
    responder.readLine(); // it has started
  }

  /** A hub of its own each time, which knows nobody. */
  @Override
  public double[] ours() throws Exception {
    try (SweepingHub hub =
        new SweepingHub(Map.of("subnets", NETWORK, "retries", "0", "interval", "3600"))) {
      hub.firstSweep();
      Thread.sleep(2000);
      return new double[] {hub.found()};
    }
  }

  @Override
  public double[] theirs() throws Exception {
    return new double[] {Fping.found(NETWORK, PATIENCE)};
  }

  @Override
  public void close() throws Exception {
    Closing.all(responder, cable);
  }
}
