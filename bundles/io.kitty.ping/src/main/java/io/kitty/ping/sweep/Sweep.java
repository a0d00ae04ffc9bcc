// SPDX-License-Identifier: Apache-2.0
package io.kitty.ping.sweep;

import io.kitty.ping.neighbour.NeighbourBudget;
import io.kitty.ping.probe.ProbeBatch;
import io.kitty.ping.probe.Prober;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/**
 * One sweep: probes every target, then those without a reply again, and ends when no reply can be
 * expected any more. A reply counts if it returns the sweep's random number, comes from a target,
 * and has a sequence number with which this target was probed.
 */
public final class Sweep implements Prober.Answers {

  /** The number of packets that fit into a receive buffer, at least. */
  private static final int MAX_BUFFERED = 8192;

  /** How long to pause while the system accepts no packets. */
  private static final long PAUSE = 10_000_000;

  /**
   * How long such pauses may continue: entries of a full neighbour table expire after three
   * seconds.
   */
  private static final long MAX_STALL = 5_000_000_000L;

  private final Targets targets;
  private final Prober prober;
  private final RateLimiter rateLimiter;
  private final NeighbourBudget neighbours;
  private final List<RttEstimator> roundTrips;
  private final SweepOptions options;
  private final SweepListener listener;
  private final ProbeBatch batch;
  private final long cookie;
  private final SweepStats stats;
  private final ProbeTable probes;
  private final TargetQueue queue;
  private final long start;

  private int round;
  private int next;
  private long stalledSince;
  private long pausedUntil;

  /**
   * @param roundTrips for each of the targets' networks, in their order
   * @param cookie an unpredictable number
   */
  public Sweep(
      Targets targets,
      Prober prober,
      RateLimiter rateLimiter,
      NeighbourBudget neighbours,
      List<RttEstimator> roundTrips,
      SweepOptions options,
      long cookie,
      SweepListener listener) {
    this.targets = targets;
    this.prober = prober;
    this.rateLimiter = rateLimiter;
    this.neighbours = neighbours;
    this.roundTrips = roundTrips;
    this.options = options;
    this.cookie = cookie;
    this.listener = listener;
    this.batch = new ProbeBatch(cookie);
    this.stats = new SweepStats(targets.networks(), listener);
    this.probes = new ProbeTable(targets, options.attempts(), (int) cookie & 0xffff);
    this.queue = new TargetQueue(targets, probes, neighbours);
    this.start = options.clock().getAsLong() - 1;
  }

  /** Runs to the end, or until it is cancelled. */
  public SweepStats run() throws IOException {
    try {
      drain();
      for (round = 0; round < options.attempts() && !done(); round++) {
        probes.startRound(round);
        probe();
        awaitReplies();
      }
    } finally {
      prober.endSweep();
      stats.flush();
    }
    return stats;
  }

  /**
   * Receives packets that arrived after the previous sweep, but no more than the system may have
   * buffered.
   */
  private void drain() throws IOException {
    int batches = 0;
    while (batches < MAX_BUFFERED / ProbeBatch.SIZE && prober.receive(this) > 0) {
      batches++;
    }
  }

  private void probe() throws IOException {
    queue.startRound();
    fill();
    while ((batch.size() > 0 || !queue.finished()) && !cancelled()) {
      boolean sent = send();
      boolean received = prober.receive(this) > 0;
      if (!sent && !received) {
        stats.flush();
        prober.await(untilNext());
      }
      if (next == batch.size()) {
        fill();
      }
    }
  }

  /** Returns how long nothing can be sent. */
  private long untilNext() {
    return batch.size() == 0
        ? neighbours.untilRoom()
        : Math.max(rateLimiter.untilNext(), pausedUntil - now());
  }

  /** Waits for outstanding replies. */
  private void awaitReplies() throws IOException {
    long left = untilTimeout();
    while (left > 0 && !cancelled()) {
      if (prober.receive(this) == 0) {
        stats.flush();
        prober.await(left);
      }
      left = untilTimeout();
    }
  }

  private void fill() {
    batch.clear(round);
    next = 0;
    queue.fill(batch);
    listener.progress(Math.min(stats.sent(), targets.size()), targets.size());
  }

  private boolean send() throws IOException {
    int allowed = Math.min(rateLimiter.available(), batch.size() - next);
    if (allowed == 0 || now() < pausedUntil) {
      return false;
    }
    long at = now();
    int sent = prober.send(batch, next, next + allowed);
    if (sent == Prober.BUSY && !stalledTooLong(at)) {
      pausedUntil = at + PAUSE;
      return false;
    }
    if (sent > 0) {
      stalledSince = 0;
      recordSent(sent, at);
    } else {
      stats.refused(batch.address(next), prober.lastError());
      sent = 1;
    }
    rateLimiter.spend(sent);
    next += sent;
    return true;
  }

  /**
   * Returns whether sending has stalled for too long; until it resumes, there are no further
   * pauses.
   */
  private boolean stalledTooLong(long now) {
    if (stalledSince == 0) {
      stalledSince = now;
      stats.stalled(prober.lastError());
    }
    return now - stalledSince > MAX_STALL;
  }

  private void recordSent(int sent, long at) {
    for (int i = next; i < next + sent; i++) {
      int host = targets.hostOf(batch.address(i));
      probes.recordProbe(host, at);
      neighbours.recordProbe(batch.address(i));
      stats.sent(targets.networkOf(host));
    }
  }

  /**
   * Returns how long a reply of this round may still take: the longest of the networks' timeouts.
   */
  private long untilTimeout() {
    long now = now();
    long longest = 0;
    for (int network = 0; network < roundTrips.size(); network++) {
      long probedAt = probes.lastProbed(network);
      if (probedAt > 0) {
        long timeout = roundTrips.get(network).timeout(options.timeout(), round);
        longest = Math.max(longest, probedAt + timeout - now);
      }
    }
    return longest;
  }

  @Override
  public void answer(int source, int sequence, long returned) {
    if (returned != cookie) {
      stats.late();
      return;
    }
    int host = targets.hostOf(source);
    long probedAt = host < 0 ? 0 : probes.probedAt(host, sequence);
    if (probedAt == 0) {
      stats.forged();
      return;
    }
    int network = targets.networkOf(host);
    stats.received(network);
    neighbours.answered(source);
    if (probes.replied(host)) {
      long roundTrip = Math.max(0, now() - probedAt);
      roundTrips.get(network).sample(roundTrip);
      stats.answered();
      listener.answered(source, roundTrip);
    } else {
      stats.duplicate();
    }
  }

  /** Returns whether a host was probed at least this long ago and has not replied. */
  public boolean isSilent(int address, Duration patience) {
    int host = targets.hostOf(address);
    long probedAt = host < 0 ? 0 : probes.firstProbed(host);
    return probedAt > 0 && !probes.hasAnswered(host) && now() - probedAt >= patience.toNanos();
  }

  private boolean done() {
    return cancelled() || probes.allHaveAnswered();
  }

  private boolean cancelled() {
    return options.cancelled().getAsBoolean();
  }

  /** Returns the time since the sweep started; never 0, which stands for not yet. */
  private long now() {
    return options.clock().getAsLong() - start;
  }
}
