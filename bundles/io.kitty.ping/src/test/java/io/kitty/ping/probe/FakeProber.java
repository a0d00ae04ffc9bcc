// SPDX-License-Identifier: Apache-2.0
package io.kitty.ping.probe;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;

/** A simulated network, with its own clock that advances while the sweep waits. */
public final class FakeProber implements Prober {

  /** A probe that was sent. */
  public record Probe(int address, int sequence, int round, long cookie, long at) {}

  /** The behaviour of a probed host. */
  @FunctionalInterface
  public interface Host {
    void probed(Probe probe, FakeProber network) throws IOException;
  }

  private record Arrival(long at, int source, int sequence, long cookie) {}

  public final List<Probe> sent = new ArrayList<>();
  final Queue<Arrival> arrivals = new PriorityQueue<>(Comparator.comparingLong(Arrival::at));
  public final Queue<Integer> refusals = new ArrayDeque<>();
  private final Host host;
  public long now = 1;

  /** How much the clock advances whenever it is read. */
  public long tick;

  public boolean closed;

  public FakeProber(Host host) {
    this.host = host;
  }

  /** Every host replies after the same time. */
  public static FakeProber answering(long nanos) {
    return new FakeProber((probe, network) -> network.reply(probe, nanos));
  }

  public static FakeProber silent() {
    return new FakeProber((probe, network) -> {});
  }

  public long clock() {
    now += tick;
    return now;
  }

  public void reply(Probe probe, long nanos) {
    arrive(nanos, probe.address(), probe.sequence(), probe.cookie());
  }

  public void arrive(long nanos, int source, int sequence, long cookie) {
    arrivals.add(new Arrival(now + nanos, source, sequence, cookie));
  }

  @Override
  public int send(ProbeBatch batch, int from, int to) throws IOException {
    if (!refusals.isEmpty()) {
      return refusals.remove();
    }
    for (int i = from; i < to; i++) {
      Probe probe =
          new Probe(batch.address(i), batch.sequence(i), batch.round(), batch.cookie(), now);
      sent.add(probe);
      host.probed(probe, this);
    }
    return to - from;
  }

  @Override
  public int receive(Answers answers) {
    int count = 0;
    while (!arrivals.isEmpty() && arrivals.peek().at() <= now && count < ProbeBatch.SIZE) {
      Arrival arrival = arrivals.remove();
      answers.answer(arrival.source(), arrival.sequence(), arrival.cookie());
      count++;
    }
    return count;
  }

  @Override
  public void await(long nanos) {
    long until = now + Math.max(1, nanos);
    now = arrivals.isEmpty() ? until : Math.max(now, Math.min(until, arrivals.peek().at()));
  }

  @Override
  public String lastError() {
    return "No buffer space available";
  }

  @Override
  public void dropPending() {
    // arrivals are no probes
  }

  @Override
  public void close() {
    closed = true;
  }
}
