// SPDX-License-Identifier: Apache-2.0
package io.kitty.benchmarks.peers.starts;

import io.kitty.benchmarks.Closing;
import io.kitty.benchmarks.ProcessCost;
import io.kitty.benchmarks.peers.PeerRow;
import io.kitty.itests.HubProcess;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Later starts of an installation, and what it costs when nothing happens: the hub knows 254 hosts,
 * Karaf does nothing.
 */
public final class LaterStarts implements PeerRow {

  private static final Duration SETTLE = Duration.ofMinutes(1);

  private @Nullable HubProcess hub;
  private @Nullable StockKaraf karaf;

  @Override
  public List<String> figures() {
    return List.of("start s", "RSS MB", "idle %");
  }

  @Override
  public String work() {
    return "later start; memory and idle a minute later";
  }

  @Override
  public String peer() throws MissingException {
    return StockKaraf.version();
  }

  @Override
  public void prepare() throws Exception {
    karaf = new StockKaraf();
    karaf.start();
    karaf.stop();
    hub = HubProcess.prepare("peers");
    hub.configure("io.kitty.ping", "subnets", "127.40.0.0/24");
    FirstStart.start(hub);
    hub.stop();
  }

  @Override
  public double[] ours() throws Exception {
    HubProcess ours = PeerRow.prepared(hub);
    double start = FirstStart.start(ours);
    double[] figures = cost(start, ours.pid());
    ours.stop();
    return figures;
  }

  @Override
  public double[] theirs() throws Exception {
    StockKaraf theirs = PeerRow.prepared(karaf);
    double start = theirs.start();
    double[] figures = cost(start, theirs.pid());
    theirs.stop();
    return figures;
  }

  private static double[] cost(double start, long pid) throws Exception {
    return new double[] {start, ProcessCost.settled(pid, SETTLE), 100 * ProcessCost.idle(pid)};
  }

  @Override
  public void close() throws Exception {
    Closing.all(hub, karaf);
  }
}
