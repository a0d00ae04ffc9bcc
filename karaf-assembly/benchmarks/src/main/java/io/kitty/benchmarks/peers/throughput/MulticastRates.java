// SPDX-License-Identifier: Apache-2.0
package io.kitty.benchmarks.peers.throughput;

import io.kitty.benchmarks.multicast.HubListener;
import io.kitty.benchmarks.multicast.Listener;
import io.kitty.benchmarks.multicast.PythonListener;
import io.kitty.benchmarks.multicast.RisingRates;
import io.kitty.benchmarks.peers.PeerRow;
import io.kitty.benchmarks.peers.Program;
import java.util.ArrayList;
import java.util.List;

/**
 * The highest rate of JSON announcements at which nothing is lost, in thousands a second, and the
 * processor time for each packet at the lowest rate, which is the same for both. One of the two
 * listens at a time.
 */
public final class MulticastRates implements PeerRow {

  private final boolean timestamps;

  private MulticastRates(boolean timestamps) {
    this.timestamps = timestamps;
  }

  /** Each service says the same again and again. */
  public static PeerRow repeated() {
    return new MulticastRates(false);
  }

  /** No two packets are alike. */
  public static PeerRow timestamps() {
    return new MulticastRates(true);
  }

  @Override
  public List<String> figures() {
    return List.of("k/s", "cpu us");
  }

  @Override
  public String work() {
    return "multicast without a loss, " + (timestamps ? "no two alike" : "the same again");
  }

  @Override
  public String peer() throws Exception {
    return Program.require("python3", "--version") + ", plain loop";
  }

  @Override
  public void prepare() {
    // each round has a listener of its own
  }

  @Override
  public double[] ours() throws Exception {
    try (Listener hub = new HubListener()) {
      return highest(hub);
    }
  }

  @Override
  public double[] theirs() throws Exception {
    try (Listener python = new PythonListener()) {
      return highest(python);
    }
  }

  private double[] highest(Listener listener) throws Exception {
    try (RisingRates rates = new RisingRates(timestamps)) {
      List<RisingRates.Step> steps = new ArrayList<>();
      RisingRates.Step held = rates.highest(listener, steps::add);
      return new double[] {held.sent() / 1e3, steps.get(0).micros()};
    }
  }

  @Override
  public void close() {
    // nothing is left
  }
}
