// SPDX-License-Identifier: Apache-2.0
package io.kitty.ping;

import java.util.BitSet;

/**
 * Who was asked when in a sweep, and who has answered.
 *
 * <p>The sequence number of a request follows from host and round. There are only 65,536 of them,
 * but an answer has to come from the host as well, and no host is asked with one number twice; so
 * each answer also tells which try it answers (the ambiguity of RFC 6298 section 3 does not arise).
 */
final class ProbeTable {

  private final Targets targets;
  private final long[][] askedAt;
  private final BitSet heard;
  private final int[] silent;
  private final long[] lastAsked;
  private final int firstSequence;
  private int round;

  /**
   * @param attempts how often a host is asked at most
   * @param firstSequence what the sequence numbers begin with
   */
  ProbeTable(Targets targets, int attempts, int firstSequence) {
    this.targets = targets;
    this.firstSequence = firstSequence;
    this.askedAt = new long[attempts][];
    this.heard = new BitSet(targets.size());
    this.silent = new int[targets.networks().size()];
    this.lastAsked = new long[targets.networks().size()];
    for (int host = 0; host < targets.size(); host++) {
      silent[targets.networkOf(host)]++;
    }
  }

  /** Begins a round: 0 for the first try, 1 for the first repetition. */
  void begin(int nextRound) {
    round = nextRound;
    askedAt[round] = new long[targets.size()];
  }

  /** The sequence number, 0 to 65535, with which a host is asked in this round. */
  int sequence(int host) {
    return sequence(host, round);
  }

  private int sequence(int host, int attempt) {
    return (int) (firstSequence + (long) host * askedAt.length + attempt) & 0xffff;
  }

  /**
   * Notes that a host was asked in this round.
   *
   * @param at when, by a clock that never shows 0
   */
  void asked(int host, long at) {
    askedAt[round][host] = at;
    lastAsked[targets.networkOf(host)] = at;
  }

  /**
   * When the host was asked with this sequence number.
   *
   * @return 0 if it was not
   */
  long askedAt(int host, int sequence) {
    int attempt = sequence - sequence(host, 0) & 0xffff;
    return attempt <= round ? askedAt[attempt][host] : 0;
  }

  /** When the host was asked first; 0 if it was not yet. */
  long firstAsked(int host) {
    return askedAt[0] == null ? 0 : askedAt[0][host];
  }

  /** Notes an answer; false if it is not the first of that host. */
  boolean heard(int host) {
    if (heard.get(host)) {
      return false;
    }
    heard.set(host);
    silent[targets.networkOf(host)]--;
    return true;
  }

  boolean hasAnswered(int host) {
    return heard.get(host);
  }

  boolean allHaveAnswered() {
    return heard.cardinality() == targets.size();
  }

  /** When a host of this network was asked last; 0 where no answer is owed. */
  long lastAsked(int network) {
    return silent[network] > 0 ? lastAsked[network] : 0;
  }
}
