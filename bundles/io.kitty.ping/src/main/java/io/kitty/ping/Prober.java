// SPDX-License-Identifier: Apache-2.0
package io.kitty.ping;

import java.io.IOException;

/**
 * Sends probes and hears their answers, and waits for neither. One thread uses it; any may close
 * it, after which every method throws.
 */
interface Prober extends AutoCloseable {

  /** What {@link #send} returns when no probe can go now, but later. */
  int BUSY = 0;

  /** What {@link #send} returns when the first probe cannot go at all. */
  int REFUSED = -1;

  /**
   * Sends probes of a batch.
   *
   * @param from the first of them
   * @param to after the last of them
   * @return how many went, from the first on; else {@link #BUSY} or {@link #REFUSED}
   */
  int send(ProbeBatch batch, int from, int to) throws IOException;

  /**
   * Takes in what has arrived, up to a batch.
   *
   * @return how many packets arrived, answers or not
   */
  int receive(Answers answers) throws IOException;

  /** Waits until something arrives, at most so long, and never so long that closing has to wait. */
  void await(long nanos) throws IOException;

  /** Why the last probe did not go; {@code ""} where that is nobody's fault. */
  String lastError();

  /** Gives up what is still open: the sweep is over. */
  void rest();

  @Override
  void close();

  /** Hears answers. */
  @FunctionalInterface
  interface Answers {
    /**
     * @param source the address it came from
     * @param sequence the sequence number of its probe, 0 to 65535
     * @param cookie the random number of its probe's batch
     */
    void answer(int source, int sequence, long cookie);
  }
}
