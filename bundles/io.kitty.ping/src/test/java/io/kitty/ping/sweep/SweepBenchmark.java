// SPDX-License-Identifier: Apache-2.0
package io.kitty.ping.sweep;

import io.kitty.ping.icmp.IcmpProber;
import io.kitty.ping.neighbour.NeighbourBudget;
import io.kitty.ping.network.OnLinkNetworks;
import io.kitty.ping.probe.Prober;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Times sweeps of one network: {@code SweepBenchmark 127.1.0.0/20 RATE ROUNDS [TIMEOUT_MS
 * RETRIES]}. Run it in a network namespace of its own ({@code unshare -n}, {@code ip link set lo
 * up}).
 */
final class SweepBenchmark {

  private SweepBenchmark() {}

  public static void main(String[] args) throws IOException {
    Targets targets = Targets.of(List.of(args[0]), List.of(), 12);
    int rate = Integer.parseInt(args[1]);
    long timeout = (args.length > 3 ? Integer.parseInt(args[3]) : 1000) * 1_000_000L;
    int attempts = 1 + (args.length > 4 ? Integer.parseInt(args[4]) : 1);
    SweepHistory history = new SweepHistory();
    SweepOptions options = new SweepOptions(attempts, 256, timeout, System::nanoTime, () -> false);
    NeighbourBudget neighbours =
        new NeighbourBudget(NeighbourBudget.systemSize(), System::nanoTime);
    neighbours.onLink(OnLinkNetworks.system());
    try (Prober prober = IcmpProber.open()) {
      for (int i = 0; i < Integer.parseInt(args[2]); i++) {
        history.begin(targets, List.of());
        long begin = System.nanoTime();
        Sweep sweep =
            new Sweep(
                targets,
                prober,
                new RateLimiter(rate, System::nanoTime),
                neighbours,
                history,
                options,
                ThreadLocalRandom.current().nextLong(),
                new Recorder());
        SweepStats stats = sweep.run();
        double seconds = (System.nanoTime() - begin) / 1e9;
        System.out.printf(
            Locale.ROOT,
            "%s: %d of %d answered, %d sent, %d errors, %d late, %d duplicates in %.3f s (%.0f"
                + " packets/s)%n",
            prober,
            stats.hosts(),
            targets.size(),
            stats.sent(),
            stats.sendErrors(),
            stats.lateAnswers(),
            stats.duplicates(),
            seconds,
            stats.sent() / seconds);
        long late = sweep.receiveLate(() -> false);
        System.out.printf(Locale.ROOT, "%d later, %d in all%n", late, stats.hosts());
        stats.problem().ifPresent(System.out::println);
      }
    }
  }
}
