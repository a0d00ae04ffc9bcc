// SPDX-License-Identifier: Apache-2.0
package io.kitty.ping;

/**
 * Whose turn it is in a round of a sweep: hosts that have not answered, neighbours as the system
 * has room for them, and the others meanwhile.
 */
final class TargetQueue {

  private final Targets targets;
  private final ProbeTable ledger;
  private final NeighbourBudget neighbours;
  private int nextNear;
  private int nextFar;

  TargetQueue(Targets targets, ProbeTable ledger, NeighbourBudget neighbours) {
    this.targets = targets;
    this.ledger = ledger;
    this.neighbours = neighbours;
  }

  /** Begins a round. */
  void begin() {
    nextNear = 0;
    nextFar = 0;
  }

  /** Whether everybody had a turn in this round. */
  boolean over() {
    return nextNear == targets.size() && nextFar == targets.size();
  }

  /** Adds the next hosts to an empty batch, as many as fit in and none where all have to wait. */
  void fill(ProbeBatch batch) {
    int room = neighbours.room();
    for (; nextNear < targets.size() && batch.size() < ProbeBatch.SIZE; nextNear++) {
      int host = targets.visit(nextNear);
      if (neighbours.include(targets.address(host)) && !ledger.hasAnswered(host)) {
        if (!neighbours.hold(targets.address(host)) && room-- == 0) {
          break;
        }
        batch.add(targets.address(host), ledger.sequence(host));
      }
    }
    for (; nextFar < targets.size() && batch.size() < ProbeBatch.SIZE; nextFar++) {
      int host = targets.visit(nextFar);
      if (!neighbours.include(targets.address(host)) && !ledger.hasAnswered(host)) {
        batch.add(targets.address(host), ledger.sequence(host));
      }
    }
  }
}
