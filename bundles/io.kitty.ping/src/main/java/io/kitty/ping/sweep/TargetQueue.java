// SPDX-License-Identifier: Apache-2.0
package io.kitty.ping.sweep;

import io.kitty.ping.neighbour.NeighbourBudget;
import io.kitty.ping.probe.ProbeBatch;
import java.util.BitSet;

/**
 * The targets of a round of a sweep: neighbours as the budget permits, and the others meanwhile. A
 * repetition visits hosts that have not replied, once their replies are overdue, and goes on only
 * while it finds some, except for known hosts.
 */
final class TargetQueue {

  /** Nothing is due until something is received. */
  static final long NEVER = Long.MAX_VALUE;

  private final Targets targets;
  private final ProbeTable probes;
  private final NeighbourBudget neighbours;
  private final SweepHistory history;
  private final SweepOptions options;
  private final BitSet known = new BitSet();
  private final BitSet onLink = new BitSet();
  private final BitSet offLink = new BitSet();
  private Lane near;
  private Lane far;
  private int round;
  private int unanswered;
  private long due;

  /** The hosts of a round in order, and the next one, which may have to wait; -1 for none. */
  private static final class Lane {
    final TargetOrder order;
    int head;

    Lane(TargetOrder order) {
      this.order = order;
      this.head = order.next();
    }
  }

  TargetQueue(
      Targets targets,
      ProbeTable probes,
      NeighbourBudget neighbours,
      SweepHistory history,
      SweepOptions options) {
    this.targets = targets;
    this.probes = probes;
    this.neighbours = neighbours;
    this.history = history;
    this.options = options;
    for (int host = 0; host < targets.size(); host++) {
      (neighbours.takesEntry(targets.address(host)) ? onLink : offLink).set(host);
      known.set(host, history.isKnown(host));
    }
    this.near = new Lane(new TargetOrder(targets, onLink, known));
    this.far = new Lane(new TargetOrder(targets, offLink, known));
  }

  /** Starts a repetition: 1 for the first one. */
  void startRound(int nextRound) {
    round = nextRound;
    unanswered = 0;
    BitSet there = probes.answered();
    onLink.andNot(there);
    offLink.andNot(there);
    there.or(known);
    near = new Lane(new TargetOrder(targets, onLink, there));
    far = new Lane(new TargetOrder(targets, offLink, there));
  }

  /** Records the first reply of a host. */
  void found(int host) {
    unanswered = 0;
    near.order.found(host);
    far.order.found(host);
  }

  /** Returns whether this round has no more targets. */
  boolean finished() {
    return near.head < 0 && far.head < 0;
  }

  /**
   * Adds the next hosts to an empty batch.
   *
   * @param max the maximum number of hosts
   * @param now the time of the sweep
   */
  void fill(ProbeBatch batch, int max, long now) {
    due = NEVER;
    int room = neighbours.room();
    while (near.head >= 0 && batch.size() < max && isDue(near, now)) {
      if (!neighbours.hasEntry(targets.address(near.head)) && room-- == 0) {
        due = Math.min(due, now + neighbours.untilRoom());
        break;
      }
      add(near, batch);
    }
    while (far.head >= 0 && batch.size() < max && isDue(far, now)) {
      add(far, batch);
    }
  }

  /** Returns when the next host is due, if the last batch remained empty; or {@link #NEVER}. */
  long due() {
    return due;
  }

  /** Skips hosts that have replied meanwhile; returns whether the next one is to be probed now. */
  private boolean isDue(Lane lane, long now) {
    while (lane.head >= 0 && probes.hasAnswered(lane.head)) {
      lane.head = lane.order.next();
    }
    if (round == 0 || lane.head < 0) {
      return lane.head >= 0;
    }
    if (unanswered >= options.unanswered() && !known.get(lane.head)) {
      return false;
    }
    long at = probes.probedIn(round - 1, lane.head);
    long timeout = history.timeout(targets.blockOf(lane.head), options.timeout(), round - 1);
    boolean overdue = at == 0 || now - at >= timeout;
    if (!overdue) {
      due = Math.min(due, at + timeout);
    }
    return overdue;
  }

  private void add(Lane lane, ProbeBatch batch) {
    batch.add(lane.head, targets.address(lane.head), probes.sequence(lane.head));
    if (round > 0 && !known.get(lane.head)) {
      unanswered++;
    }
    lane.head = lane.order.next();
  }
}
