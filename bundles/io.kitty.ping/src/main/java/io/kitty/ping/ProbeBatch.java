// SPDX-License-Identifier: Apache-2.0
package io.kitty.ping;

/** Probes that may be sent together. Reused by one thread. */
final class ProbeBatch {

  /** The capacity in probes. */
  static final int SIZE = 128;

  private final int[] addresses = new int[SIZE];
  private final int[] sequences = new int[SIZE];
  private final long cookie;
  private int round;
  private int size;

  /**
   * @param cookie the random number that replies must return
   */
  ProbeBatch(long cookie) {
    this.cookie = cookie;
  }

  /** Empties it, for probes of a round: 0 for the first try, 1 for the first repetition. */
  void clear(int nextRound) {
    size = 0;
    round = nextRound;
  }

  void add(int address, int sequence) {
    addresses[size] = address;
    sequences[size] = sequence;
    size++;
  }

  int size() {
    return size;
  }

  int address(int probe) {
    return addresses[probe];
  }

  /** Returns the sequence number, 0 to 65535. */
  int sequence(int probe) {
    return sequences[probe];
  }

  int round() {
    return round;
  }

  long cookie() {
    return cookie;
  }
}
