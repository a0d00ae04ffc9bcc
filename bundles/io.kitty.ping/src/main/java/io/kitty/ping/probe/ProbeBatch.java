// SPDX-License-Identifier: Apache-2.0
package io.kitty.ping.probe;

/** Probes that may be sent together. Reused by one thread. */
public final class ProbeBatch {

  /** The capacity in probes. */
  public static final int SIZE = 128;

  private final int[] hosts = new int[SIZE];
  private final int[] addresses = new int[SIZE];
  private final int[] sequences = new int[SIZE];
  private final long cookie;
  private int round;
  private int size;

  /**
   * @param cookie the random number that replies must return
   */
  public ProbeBatch(long cookie) {
    this.cookie = cookie;
  }

  /** Empties it, for probes of a round: 0 for the first try, 1 for the first repetition. */
  public void clear(int nextRound) {
    size = 0;
    round = nextRound;
  }

  /**
   * @param host the sweep's number of the host
   */
  public void add(int host, int address, int sequence) {
    hosts[size] = host;
    addresses[size] = address;
    sequences[size] = sequence;
    size++;
  }

  public int size() {
    return size;
  }

  public int host(int probe) {
    return hosts[probe];
  }

  public int address(int probe) {
    return addresses[probe];
  }

  /** Returns the sequence number, 0 to 65535. */
  public int sequence(int probe) {
    return sequences[probe];
  }

  int round() {
    return round;
  }

  public long cookie() {
    return cookie;
  }
}
