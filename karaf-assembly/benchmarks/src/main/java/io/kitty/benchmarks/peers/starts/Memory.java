// SPDX-License-Identifier: Apache-2.0
package io.kitty.benchmarks.peers.starts;

import io.kitty.benchmarks.ProcessCost;
import io.kitty.benchmarks.peers.PeerRow;
import io.kitty.benchmarks.peers.sweeps.SweepingHub;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Resident memory of a hub that knows many hosts, 20 seconds after it has found them, beside that
 * of Karaf, which does nothing, 20 seconds after its start.
 */
public final class Memory implements PeerRow {

  private static final Duration SETTLE = Duration.ofSeconds(20);

  /** Packets a second, so that the largest network is swept within half a minute. */
  private static final String RATE = "3000";

  private final int hosts;
  private final String networks;

  private Memory(int hosts, String networks) {
    this.hosts = hosts;
    this.networks = networks;
  }

  public static PeerRow ofThousands() {
    return new Memory(10_236, "127.0.0.0/19, 127.0.32.0/21");
  }

  /** The largest network that is swept. */
  public static PeerRow ofLargestNetwork() {
    return new Memory(65_534, "127.0.0.0/16");
  }

  @Override
  public List<String> figures() {
    return List.of("RSS MB");
  }

  @Override
  public String work() {
    return "memory with %,d devices".formatted(hosts);
  }

  @Override
  public String peer() throws MissingException {
    return StockKaraf.version() + ", idle";
  }

  @Override
  public void prepare() {
    // each round has a process of its own
  }

  @Override
  public double[] ours() throws Exception {
    try (SweepingHub hub = new SweepingHub(Map.of("subnets", networks, "rate", RATE))) {
      hub.firstSweep();
      double memory = ProcessCost.settled(hub.pid(), SETTLE);
      int found = hub.found(); // not before, as the list takes memory
      if (found != hosts) {
        throw new IllegalStateException(found + " devices were found in place of " + hosts);
      }
      return new double[] {memory};
    }
  }

  @Override
  public double[] theirs() throws Exception {
    try (StockKaraf karaf = new StockKaraf()) {
      karaf.start();
      return new double[] {ProcessCost.settled(karaf.pid(), SETTLE)};
    }
  }

  @Override
  public void close() {
    // nothing is left
  }
}
