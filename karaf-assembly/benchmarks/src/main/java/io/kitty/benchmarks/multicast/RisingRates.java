// SPDX-License-Identifier: Apache-2.0
package io.kitty.benchmarks.multicast;

import io.kitty.benchmarks.ProcessCost;
import io.kitty.benchmarks.PythonScript;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Announcements at ever higher rates, until a listener loses one. Packets leave in bursts of 32,
 * the bursts at equal distances.
 */
public final class RisingRates implements AutoCloseable {

  static final int SERVICES = 1000;
  static final int PACKETS = 200_000;

  private static final int WARM_UP = 25_000;
  private static final int FIRST = 80_000;
  private static final int LAST = 1_000_000;

  /**
   * What happened at one rate.
   *
   * @param asked the packets a second that were asked for
   * @param sent the packets a second that the sender reached
   * @param lost the packets that the listener did not receive
   * @param micros the listener's processor time for each received packet in microseconds
   */
  public record Step(int asked, double sent, long lost, double micros) {

    boolean held() {
      return lost == 0;
    }

    boolean reached() {
      return sent >= asked * 0.9;
    }
  }

  private final PythonScript sender;
  private final boolean timestamps;

  /**
   * @param timestamps whether no two packets are alike; else each service says the same again and
   *     again
   */
  public RisingRates(boolean timestamps) throws IOException {
    this.timestamps = timestamps;
    sender = new PythonScript(RisingRates.class, "sender.py", List.of());
  }

  /**
   * Returns the step with the highest rate that a listener held without a loss; its rate is 0 if it
   * lost packets at the lowest one.
   *
   * @param each gets each step
   */
  public Step highest(Listener listener, Consumer<Step> each) throws Exception {
    send(listener, WARM_UP);
    Step highest = new Step(0, 0, 0, 0);
    for (int rate = FIRST; rate <= LAST; rate += rate / 10) {
      Step step = send(listener, rate);
      each.accept(step);
      if (step.held()) {
        highest = step;
      }
      if (!step.held() || !step.reached()) {
        break;
      }
    }
    return highest;
  }

  private Step send(Listener listener, int rate) throws Exception {
    long before = listener.received();
    Duration busy = ProcessCost.processor(listener.pid());
    int kind = timestamps ? 1 : 0;
    long sent = sender.ask("%d %d %d %d".formatted(rate, PACKETS, SERVICES, kind));
    long received = settled(listener, before + PACKETS) - before;
    busy = ProcessCost.processor(listener.pid()).minus(busy);
    return new Step(rate, sent, PACKETS - received, busy.toNanos() / 1e3 / Math.max(1, received));
  }

  /** Returns the number of received packets once all or no more have arrived. */
  private static long settled(Listener listener, long wanted) throws Exception {
    long before = -1;
    long now = listener.received();
    while (now < wanted && now != before) {
      TimeUnit.MILLISECONDS.sleep(500);
      before = now;
      now = listener.received();
    }
    return now;
  }

  @Override
  public void close() throws Exception {
    sender.close();
  }
}
