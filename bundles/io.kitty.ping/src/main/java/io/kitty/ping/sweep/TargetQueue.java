// SPDX-License-Identifier: Apache-2.0
package io.kitty.ping.sweep;

import io.kitty.ping.neighbour.NeighbourBudget;
import io.kitty.ping.probe.ProbeBatch;

/**
 * The order of targets in a round of a sweep: hosts that have not replied; neighbours as the budget
 * permits, and the others meanwhile.
 */
final class TargetQueue {

  private final Targets targets;
  private final ProbeTable probes;
  private final NeighbourBudget neighbours;
  private int nextOnLink;
  private int nextOffLink;

  TargetQueue(Targets targets, ProbeTable probes, NeighbourBudget neighbours) {
    this.targets = targets;
    this.probes = probes;
    this.neighbours = neighbours;
  }

  /** Starts a round. */
  void startRound() {
    nextOnLink = 0;
    nextOffLink = 0;
  }

  /** Returns whether this round has no more targets. */
  boolean finished() {
    return nextOnLink == targets.size() && nextOffLink == targets.size();
  }

  /** Adds the next hosts to an empty batch, as many as fit, and none if all have to wait. */
  void fill(ProbeBatch batch) {
    int room = neighbours.room();
    for (; nextOnLink < targets.size() && batch.size() < ProbeBatch.SIZE; nextOnLink++) {
      int host = targets.visit(nextOnLink);
      if (neighbours.takesEntry(targets.address(host)) && !probes.hasAnswered(host)) {
        if (!neighbours.hasEntry(targets.address(host)) && room-- == 0) {
          break;
        }
        batch.add(targets.address(host), probes.sequence(host));
      }
    }
    for (; nextOffLink < targets.size() && batch.size() < ProbeBatch.SIZE; nextOffLink++) {
      int host = targets.visit(nextOffLink);
      if (!neighbours.takesEntry(targets.address(host)) && !probes.hasAnswered(host)) {
        batch.add(targets.address(host), probes.sequence(host));
      }
    }
  }
}
