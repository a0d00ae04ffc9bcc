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
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.IntStream;

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
          LaterSweeps::budgetOfEchoes,
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
          DeviceListReads::whole,
          DeviceListReads::less);

  private Peers() {}

  public static void run() throws Exception {
    refuseRealInterfaces();
    Report.line(
        "%-52s %-14s %9s %9s %6s  %-16s %s",
        "work", "figure", "ours", "peer", "ratio", "ratios from to", "peer, rounds");
    String only = System.getProperty("kitty.row", "");
    for (Supplier<PeerRow> each : ROWS) {
      PeerRow row = each.get();
      if (row.work().contains(only)) {
        attempt(row);
      }
    }
  }

  /** A row that fails does not keep the others from being run. */
  private static void attempt(PeerRow row) {
    try (row) {
      run(row);
    } catch (PeerRow.MissingException e) {
      Report.line("%-52s left out: %s", row.work(), e.getMessage());
    } catch (Exception | AssertionError e) {
      Report.line("%-52s failed: %s", row.work(), e);
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
    Report.line(
        "%-52s %-14s %9.3f %9.3f %s %s, %d",
        work,
        figure,
        Report.median(ours),
        Report.median(theirs),
        ratios(ours, theirs),
        peer,
        ROUNDS);
  }

  /** There is none to nothing, as where the peer finds nobody. */
  private static String ratios(double[] ours, double[] theirs) {
    double[] ratios =
        IntStream.range(0, ROUNDS)
            .filter(round -> theirs[round] != 0)
            .mapToDouble(round -> ours[round] / theirs[round])
            .toArray();
    if (ratios.length == 0) {
      return "%6s  %-16s".formatted("-", "-");
    }
    String range =
        String.format(
            Locale.ROOT, "%.3f to %.3f", Report.quantile(ratios, 0), Report.quantile(ratios, 1));
    return String.format(Locale.ROOT, "%6.3f  %-16s", Report.median(ratios), range);
  }
}
