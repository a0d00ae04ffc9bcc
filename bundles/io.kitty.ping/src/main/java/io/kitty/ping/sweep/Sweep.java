// SPDX-License-Identifier: Apache-2.0
package io.kitty.ping.sweep;

import io.kitty.ping.neighbour.NeighbourBudget;
import io.kitty.ping.probe.ProbeBatch;
import io.kitty.ping.probe.Prober;
import java.io.IOException;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * One sweep: probes every target, then those without a reply again, and ends when no reply is
 * expected any more. A reply that comes later than expected still counts. It must return the
 * sweep's random number, come from a target, and have a sequence number with which this target was
 * probed.
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
  private final SweepHistory history;
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
  private boolean idle;
  private long lastSent;
  private long stalledSince;
  private long pausedUntil;

  /**
   * @param history has begun a sweep of these targets
   * @param cookie an unpredictable number
   */
  public Sweep(
      Targets targets,
      Prober prober,
      RateLimiter rateLimiter,
      NeighbourBudget neighbours,
      SweepHistory history,
      SweepOptions options,
      long cookie,
      SweepListener listener) {
    this.targets = targets;
    this.prober = prober;
    this.rateLimiter = rateLimiter;
    this.neighbours = neighbours;
    this.history = history;
    this.options = options;
    this.cookie = cookie;
    this.listener = listener;
    this.batch = new ProbeBatch(cookie);
    this.stats = new SweepStats(targets.networks(), listener);
    this.probes = new ProbeTable(targets, options.attempts(), (int) cookie & 0xffff);
    this.queue = new TargetQueue(targets, probes, neighbours, history, options);
    this.start = options.clock().getAsLong() - 1;
  }

  /** Runs to the end, or until it is cancelled. */
  public SweepStats run() throws IOException {
    try {
      drain();
      probes.startRound(0);
      while (!done() && probe()) {
        if (queue.finished() && next == batch.size() && round + 1 < options.attempts()) {
          probes.startRound(++round);
          queue.startRound(round);
        }
      }
    } finally {
      stats.flush();
    }
    return stats;
  }

  /**
   * Receives replies that come later than their networks' round trips suggest, until none can come
   * within the maximum timeout.
   *
   * @param ended whether to end immediately
   * @return how many hosts replied
   */
  public long receiveLate(BooleanSupplier ended) throws IOException {
    long before = stats.hosts();
    long until = lastSent + options.timeout();
    for (long now = now(); now < until && !done() && !ended.getAsBoolean(); now = now()) {
      if (prober.receive(this) == 0) {
        prober.await(until - now);
      }
    }
    stats.flush();
    return stats.hosts() - before;
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

  /** Sends and receives, or waits; returns false if nothing is left to wait for. */
  private boolean probe() throws IOException {
    boolean sent = send();
    boolean received = prober.receive(this) > 0;
    if (sent || received) {
      return true;
    }
    stats.flush();
    long wait = untilNext();
    if (wait > 0) {
      prober.await(wait);
    }
    return wait > 0;
  }

  /** Returns how long nothing can be sent, or, if nothing is left, received; 0 for neither. */
  private long untilNext() {
    long now = now();
    if (!idle) {
      return Math.max(1, Math.max(rateLimiter.untilNext(), pausedUntil - now));
    }
    return queue.due() == TargetQueue.NEVER ? untilTimeout(now) : Math.max(1, queue.due() - now);
  }

  private void fill(int max) {
    batch.clear(round);
    next = 0;
    queue.fill(batch, Math.min(max, ProbeBatch.SIZE), now());
    listener.progress(Math.min(stats.sent(), targets.size()), targets.size());
  }

  private boolean send() throws IOException {
    int available = now() < pausedUntil ? 0 : rateLimiter.available();
    idle = false;
    if (available > 0 && next == batch.size()) {
      fill(available);
      idle = batch.size() == 0;
    }
    int allowed = Math.min(available, batch.size() - next);
    if (allowed == 0) {
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
    lastSent = at;
    for (int i = next; i < next + sent; i++) {
      int host = batch.host(i);
      probes.recordProbe(host, at);
      neighbours.recordProbe(batch.address(i));
      stats.sent(networkOf(host));
    }
  }

  /** Returns how long a reply of this round may still take: the longest of the timeouts. */
  private long untilTimeout(long now) {
    long longest = 0;
    for (int block = 0; block < targets.blocks(); block++) {
      long probedAt = probes.lastProbed(block);
      if (probedAt > 0) {
        long timeout = history.timeout(block, options.timeout(), round);
        longest = Math.max(longest, probedAt + timeout - now);
      }
    }
    return longest;
  }

  private int networkOf(int host) {
    return targets.networkOf(targets.blockOf(host));
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
    stats.received(networkOf(host));
    neighbours.answered(source);
    if (probes.replied(host)) {
      long roundTrip = Math.max(0, now() - probedAt);
      history.replied(host, roundTrip);
      queue.found(host);
      stats.answered();
      listener.answered(host, source, roundTrip);
    } else {
      stats.duplicate();
    }
  }

  /** Returns whether a host was probed at least this long ago and has not replied. */
  public boolean isSilent(int address, Duration patience) {
    int host = targets.hostOf(address);
    long probedAt = host < 0 ? 0 : probes.probedIn(0, host);
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
