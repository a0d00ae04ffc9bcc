// SPDX-License-Identifier: Apache-2.0
package io.kitty.ping.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.kitty.ping.neighbour.NeighbourBudget;
import io.kitty.ping.probe.ProbeBatch;
import io.kitty.ping.probe.Prober;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a sweep costs in objects and calls, whatever the machine. */
class SweepCostTest {

  private static final Targets TARGETS = Targets.of(List.of("10.0.0.0/16"), List.of(), 16);

  /** All hosts reply at once; no object is made. */
  private static final class Echo implements Prober {
    private final int[] addresses = new int[ProbeBatch.SIZE];
    private final int[] sequences = new int[ProbeBatch.SIZE];
    private long cookie;
    private int pending;
    int sends;
    int receives;

    @Override
    public int send(ProbeBatch batch, int from, int to) {
      sends++;
      cookie = batch.cookie();
      for (int i = from; i < to; i++) {
        addresses[pending] = batch.address(i);
        sequences[pending++] = batch.sequence(i);
      }
      return to - from;
    }

    @Override
    public int receive(Answers answers) {
      receives++;
      int count = pending;
      pending = 0;
      for (int i = 0; i < count; i++) {
        answers.answer(addresses[i], sequences[i], cookie);
      }
      return count;
    }

    @Override
    public void await(long nanos) {
      throw new AssertionError("there is nothing to wait for");
    }

    @Override
    public String lastError() {
      return "";
    }

    @Override
    public void dropPending() {
      pending = 0;
    }

    @Override
    public void close() {
      // nothing is open
    }
  }

  private final SweepHistory history = new SweepHistory();
  private final Echo network = new Echo();
  private long replies;
  private final SweepListener listener =
      new SweepListener() {
        @Override
        public void answered(int host, int address, long roundTripNanos) {
          replies++;
        }

        @Override
        public void traffic(String interfaceName, long in, long out) {
          // not of interest
        }

        @Override
        public void progress(long sent, long hosts) {
          // not of interest
        }
      };

  private SweepStats sweep() throws IOException {
    history.begin(TARGETS, List.of());
    return new Sweep(
            TARGETS,
            network,
            new RateLimiter(0, System::nanoTime),
            new NeighbourBudget(1024, System::nanoTime),
            history,
            new SweepOptions(2, 256, 1_000_000_000, System::nanoTime, () -> false),
            7,
            listener)
        .run();
  }

  @Test
  void aReplyMakesNoObjects() throws IOException {
    ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    sweep();
    long before = thread.getCurrentThreadAllocatedBytes();
    replies = 0;
    sweep();
    long bytes = thread.getCurrentThreadAllocatedBytes() - before;

    assertThat(replies).isEqualTo(TARGETS.size());
    assertThat(bytes / replies).as("the time of the probe, and some bits").isLessThan(24);
  }

  @Test
  void packetsAreSentAndReceivedInFullBatches() throws IOException {
    SweepStats stats = sweep();

    assertThat(stats.sent()).isEqualTo(TARGETS.size());
    assertThat(network.sends).isEqualTo(TARGETS.size() / ProbeBatch.SIZE + 1);
    assertThat(network.receives).isLessThan(TARGETS.size() / ProbeBatch.SIZE + 5);
  }
}
