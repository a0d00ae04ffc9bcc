// SPDX-License-Identifier: Apache-2.0
package io.kitty.ping;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * One sweep: asks every target, then those that stayed silent again, and ends when nobody is worth
 * waiting for. An answer counts if it returns the sweep's random number, comes from a target, and
 * carries a sequence number that this target was asked with.
 */
final class Sweep implements Prober.Answers {

  /** Hears what a sweep finds, on the sweep's thread. */
  interface Watcher {
    /** A host answered, for the first time in this sweep. */
    void answered(int address, long roundTripNanos);

    /** Packets went through an interface, {@code ""} for a network that none is attached to. */
    void traffic(String interfaceName, long in, long out);

    /** So many requests of those that every host takes at least one of have gone. */
    void progress(long sent, long hosts);
  }

  /**
   * How a sweep goes.
   *
   * @param attempts how often a host is asked at most
   * @param timeout the most nanoseconds to wait for an answer
   * @param clock the monotonic time in nanoseconds
   * @param cancelled whether to end at once
   */
  record Terms(int attempts, long timeout, LongSupplier clock, BooleanSupplier cancelled) {}

  /** The packets that a receive buffer has room for, at least. */
  private static final int MAX_KEPT = 8192;

  /** How long to pause when the system takes no more packets. */
  private static final long PAUSE = 10_000_000;

  /** How long such pauses may go on: entries of a full neighbour table take three seconds to go. */
  private static final long PATIENCE = 5_000_000_000L;

  private final Targets targets;
  private final Prober prober;
  private final RateLimiter pace;
  private final NeighbourBudget neighbours;
  private final List<RttEstimator> roundTrips;
  private final Terms terms;
  private final Watcher watcher;
  private final ProbeBatch batch;
  private final long cookie;
  private final SweepStats tally;
  private final ProbeTable ledger;
  private final TargetQueue turns;
  private final long start;

  private int round;
  private int next;
  private long stalledSince;
  private long pausedUntil;

  /**
   * @param roundTrips of each of the targets' networks, in their order
   * @param cookie a number that nobody can guess
   */
  Sweep(
      Targets targets,
      Prober prober,
      RateLimiter pace,
      NeighbourBudget neighbours,
      List<RttEstimator> roundTrips,
      Terms terms,
      long cookie,
      Watcher watcher) {
    this.targets = targets;
    this.prober = prober;
    this.pace = pace;
    this.neighbours = neighbours;
    this.roundTrips = roundTrips;
    this.terms = terms;
    this.cookie = cookie;
    this.watcher = watcher;
    this.batch = new ProbeBatch(cookie);
    this.tally = new SweepStats(targets.networks(), watcher);
    this.ledger = new ProbeTable(targets, terms.attempts(), (int) cookie & 0xffff);
    this.turns = new TargetQueue(targets, ledger, neighbours);
    this.start = terms.clock().getAsLong() - 1;
  }

  /** Runs to the end, or until it is cancelled. */
  SweepStats run() throws IOException {
    try {
      drain();
      for (round = 0; round < terms.attempts() && !done(); round++) {
        ledger.begin(round);
        probe();
        listen();
      }
    } finally {
      prober.rest();
      tally.flush();
    }
    return tally;
  }

  /** Takes what came after the last sweep had ended, but no more than the system may have kept. */
  private void drain() throws IOException {
    int batches = 0;
    while (batches < MAX_KEPT / ProbeBatch.SIZE && prober.receive(this) > 0) {
      batches++;
    }
  }

  private void probe() throws IOException {
    turns.begin();
    fill();
    while ((batch.size() > 0 || !turns.over()) && !cancelled()) {
      boolean sent = send();
      boolean received = prober.receive(this) > 0;
      if (!sent && !received) {
        tally.flush();
        prober.await(untilNext());
      }
      if (next == batch.size()) {
        fill();
      }
    }
  }

  /** How long nothing may go. */
  private long untilNext() {
    return batch.size() == 0
        ? neighbours.untilRoom()
        : Math.max(pace.untilNext(), pausedUntil - now());
  }

  /** Waits for the answers that may still come. */
  private void listen() throws IOException {
    long left = untilTimeout();
    while (left > 0 && !cancelled()) {
      if (prober.receive(this) == 0) {
        tally.flush();
        prober.await(left);
      }
      left = untilTimeout();
    }
  }

  private void fill() {
    batch.clear(round);
    next = 0;
    turns.fill(batch);
    watcher.progress(Math.min(tally.sent(), targets.size()), targets.size());
  }

  private boolean send() throws IOException {
    int most = Math.min(pace.available(), batch.size() - next);
    if (most == 0 || now() < pausedUntil) {
      return false;
    }
    long at = now();
    int sent = prober.send(batch, next, next + most);
    if (sent == Prober.BUSY && !outOfPatience(at)) {
      pausedUntil = at + PAUSE;
      return false;
    }
    if (sent > 0) {
      stalledSince = 0;
      note(sent, at);
    } else {
      tally.refused(batch.address(next), prober.lastError());
      sent = 1;
    }
    pace.spend(sent);
    next += sent;
    return true;
  }

  /** Whether nothing has gone for too long; until something does, no host is waited for. */
  private boolean outOfPatience(long now) {
    if (stalledSince == 0) {
      stalledSince = now;
      tally.stalled(prober.lastError());
    }
    return now - stalledSince > PATIENCE;
  }

  private void note(int sent, long at) {
    for (int i = next; i < next + sent; i++) {
      int host = targets.hostOf(batch.address(i));
      ledger.asked(host, at);
      neighbours.asked(batch.address(i));
      tally.sent(targets.networkOf(host));
    }
  }

  /** How long an answer of this round may still take: the longest of the networks' timeouts. */
  private long untilTimeout() {
    long now = now();
    long longest = 0;
    for (int network = 0; network < roundTrips.size(); network++) {
      long asked = ledger.lastAsked(network);
      if (asked > 0) {
        long timeout = roundTrips.get(network).timeout(terms.timeout(), round);
        longest = Math.max(longest, asked + timeout - now);
      }
    }
    return longest;
  }

  @Override
  public void answer(int source, int sequence, long returned) {
    if (returned != cookie) {
      tally.late();
      return;
    }
    int host = targets.hostOf(source);
    long asked = host < 0 ? 0 : ledger.askedAt(host, sequence);
    if (asked == 0) {
      tally.forged();
      return;
    }
    int network = targets.networkOf(host);
    tally.received(network);
    neighbours.answered(source);
    if (ledger.heard(host)) {
      long roundTrip = Math.max(0, now() - asked);
      roundTrips.get(network).sample(roundTrip);
      tally.answered();
      watcher.answered(source, roundTrip);
    } else {
      tally.duplicate();
    }
  }

  /** Whether a host was asked at least so long ago and has not answered. */
  boolean isSilent(int address, Duration patience) {
    int host = targets.hostOf(address);
    long asked = host < 0 ? 0 : ledger.firstAsked(host);
    return asked > 0 && !ledger.hasAnswered(host) && now() - asked >= patience.toNanos();
  }

  private boolean done() {
    return cancelled() || ledger.allHaveAnswered();
  }

  private boolean cancelled() {
    return terms.cancelled().getAsBoolean();
  }

  /** The time since the sweep began; never 0, which stands for not yet. */
  private long now() {
    return terms.clock().getAsLong() - start;
  }
}
