// SPDX-License-Identifier: Apache-2.0
package io.kitty.benchmarks.peers.starts;

import io.kitty.benchmarks.Await;
import io.kitty.benchmarks.peers.PeerRow;
import io.kitty.itests.HubProcess;
import java.util.List;
import java.util.Map;

/** The first start of an installation, which leaves a class-data archive for later ones. */
public final class FirstStart implements PeerRow {

  @Override
  public List<String> figures() {
    return List.of("start s");
  }

  @Override
  public String work() {
    return "first start, until it responds";
  }

  @Override
  public String peer() throws MissingException {
    return StockKaraf.version();
  }

  @Override
  public void prepare() {
    // each round has an installation of its own
  }

  @Override
  public double[] ours() throws Exception {
    try (HubProcess hub = HubProcess.prepare("peers")) {
      return new double[] {start(hub)};
    }
  }

  /** Starts a hub, and returns the seconds until all its modules are up. */
  static double start(HubProcess hub) throws Exception {
    long begin = System.nanoTime();
    hub.launch(Map.of("KITTY_CDS", "true"));
    Await.until("the hub", begin, () -> hub.rest().get("/health").statusCode() == 200);
    return (System.nanoTime() - begin) / 1e9;
  }

  @Override
  public double[] theirs() throws Exception {
    try (StockKaraf karaf = new StockKaraf()) {
      return new double[] {karaf.start()};
    }
  }

  @Override
  public void close() {
    // nothing is left
  }
}
