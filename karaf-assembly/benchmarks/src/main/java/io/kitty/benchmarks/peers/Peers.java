// SPDX-License-Identifier: Apache-2.0
package io.kitty.benchmarks.peers;

import io.kitty.benchmarks.Report;
import io.kitty.benchmarks.peers.events.FirstEvents;
import io.kitty.benchmarks.peers.events.MdnsEvents;
import io.kitty.benchmarks.peers.starts.FirstStart;
import io.kitty.benchmarks.peers.starts.LaterStarts;
import io.kitty.benchmarks.peers.starts.Memory;
import io.kitty.benchmarks.peers.sweeps.AttachedNetwork;
import io.kitty.benchmarks.peers.sweeps.FirstSweep;
import io.kitty.benchmarks.peers.sweeps.LateReplies;
import io.kitty.benchmarks.peers.sweeps.LaterSweeps;
import io.kitty.benchmarks.peers.throughput.DeviceListReads;
import io.kitty.benchmarks.peers.throughput.MulticastRates;
import io.kitty.benchmarks.peers.throughput.RedisUpserts;
import io.kitty.benchmarks.peers.throughput.Sightings;
import java.net.NetworkInterface;
import java.util.List;
import java.util.function.Supplier;

/**
 * Runs each row several times, the hub and its peer in turn, and prints one table. To add a row,
 * add its constructor to {@link #ROWS}.
 */
public final class Peers {

  private static final int ROUNDS = Integer.getInteger("kitty.rounds", 5);

  private static final List<Supplier<PeerRow>> ROWS =
      List.of(
          LaterSweeps::routed,
          LaterSweeps::loopback,
          LaterSweeps::budget,
          FirstSweep::new,
          LateReplies::new,
          AttachedNetwork::new,
          MdnsEvents::new,
          FirstEvents::ssdp,
          FirstEvents::bambu,
          FirstEvents::beacon,
          FirstStart::new,
          LaterStarts::new,
          Memory::ofThousands,
          Memory::ofLargestNetwork,
          MulticastRates::repeated,
          MulticastRates::timestamps,
          Sightings::ofThousand,
          Sightings::ofTenThousand,
          Sightings::ofHundredThousand,
          RedisUpserts::new,
          DeviceListReads::new);

  private Peers() {}

  public static void run() throws Exception {
    refuseRealInterfaces();
    Report.line(
        "%-52s %-9s %9s %9s %6s  %-14s %s",
        "work", "figure", "ours", "peer", "ratio", "spread", "peer, rounds");
    String only = System.getProperty("kitty.row", "");
    for (Supplier<PeerRow> each : ROWS) {
      try (PeerRow row = each.get()) {
        if (row.work().contains(only)) {
          run(row);
        }
      } catch (PeerRow.MissingException e) {
        Report.line("left out: %s", e.getMessage());
      }
    }
  }

  /** The rows send thousands of packets a second, which must not leave this machine. */
  private static void refuseRealInterfaces() throws Exception {
    for (NetworkInterface each : NetworkInterface.networkInterfaces().toList()) {
      if (!each.isLoopback()) {
        throw new IllegalStateException(
            "runs only in a network namespace of its own (unshare -n); here is " + each.getName());
      }
    }
  }

  private static void run(PeerRow row) throws Exception {
    String peer = row.peer();
    row.prepare();
    int figures = row.figures().size();
    double[][] ours = new double[figures][ROUNDS];
    double[][] theirs = new double[figures][ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      boolean oursFirst = round % 2 == 0;
      double[] first = oursFirst ? row.ours() : row.theirs();
      double[] second = oursFirst ? row.theirs() : row.ours();
      for (int i = 0; i < figures; i++) {
        ours[i][round] = oursFirst ? first[i] : second[i];
        theirs[i][round] = oursFirst ? second[i] : first[i];
      }
    }
    for (int i = 0; i < figures; i++) {
      print(row.work(), row.figures().get(i), ours[i], theirs[i], peer);
    }
  }

  private static void print(
      String work, String figure, double[] ours, double[] theirs, String peer) {
    double[] ratios = new double[ROUNDS];
    for (int i = 0; i < ROUNDS; i++) {
      ratios[i] = ours[i] / theirs[i];
    }
    Report.line(
        "%-52s %-9s %9.3f %9.3f %6.3f  %5.3f to %5.3f %s, %d",
        work,
        figure,
        Report.median(ours),
        Report.median(theirs),
        Report.median(ratios),
        Report.quantile(ratios, 0),
        Report.quantile(ratios, 1),
        peer,
        ROUNDS);
  }
}
