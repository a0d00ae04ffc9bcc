// SPDX-License-Identifier: Apache-2.0
package io.kitty.ping.sweep;

import java.util.BitSet;

/**
 * The times of the probes of a sweep, and the hosts that have replied.
 *
 * <p>The sequence number of a request follows from host and round. There are only 65,536 of them,
 * but a reply must also come from the host's address, and no host is probed twice with one number;
 * so each reply identifies the try that it belongs to (the ambiguity of RFC 6298 section 3 does not
 * arise).
 */
final class ProbeTable {

  private final Targets targets;
  private final long[][] probedAt;
  private final BitSet replied;
  private final int[] silent;
  private final long[] lastProbed;
  private final int firstSequence;
  private int silentHosts;
  private int round;

  /**
   * @param attempts how often a host is probed at most
   * @param firstSequence the first sequence number
   */
  ProbeTable(Targets targets, int attempts, int firstSequence) {
    this.targets = targets;
    this.firstSequence = firstSequence;
    this.probedAt = new long[attempts][];
    this.replied = new BitSet(targets.size());
    this.silent = new int[targets.blocks()];
    this.lastProbed = new long[targets.blocks()];
    for (int block = 0; block < silent.length; block++) {
      silent[block] = targets.blockStart(block + 1) - targets.blockStart(block);
    }
    this.silentHosts = targets.size();
  }

  /** Starts a round: 0 for the first try, 1 for the first repetition. */
  void startRound(int nextRound) {
    round = nextRound;
    probedAt[round] = new long[targets.size()];
  }

  /** Returns the sequence number, 0 to 65535, of a host's probe in this round. */
  int sequence(int host) {
    return sequence(host, round);
  }

  private int sequence(int host, int attempt) {
    return (int) (firstSequence + (long) host * probedAt.length + attempt) & 0xffff;
  }

  /**
   * Records a probe in this round.
   *
   * @param at the time, on a clock that never shows 0
   */
  void recordProbe(int host, long at) {
    probedAt[round][host] = at;
    lastProbed[targets.blockOf(host)] = at;
  }

  /**
   * Returns when the host was probed with this sequence number.
   *
   * @return 0 if it was not
   */
  long probedAt(int host, int sequence) {
    int attempt = sequence - sequence(host, 0) & 0xffff;
    return attempt <= round ? probedAt[attempt][host] : 0;
  }

  /** Returns when the host was probed in a round; 0 if it was not. */
  long probedIn(int someRound, int host) {
    return probedAt[someRound] == null ? 0 : probedAt[someRound][host];
  }

  /** Records a reply; false if it is not the first of that host. */
  boolean replied(int host) {
    if (replied.get(host)) {
      return false;
    }
    replied.set(host);
    silent[targets.blockOf(host)]--;
    silentHosts--;
    return true;
  }

  boolean hasAnswered(int host) {
    return replied.get(host);
  }

  boolean allHaveAnswered() {
    return silentHosts == 0;
  }

  /** Returns the hosts that have replied. */
  BitSet answered() {
    return (BitSet) replied.clone();
  }

  /** Returns when a host of this /24 was last probed; 0 if no reply is outstanding. */
  long lastProbed(int block) {
    return silent[block] > 0 ? lastProbed[block] : 0;
  }
}
