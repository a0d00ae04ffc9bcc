// SPDX-License-Identifier: Apache-2.0
package io.kitty.ping.probe;

import java.io.IOException;

/**
 * Sends probes and receives their replies, without waiting for either. One thread uses it; any
 * thread may close it, after which every method throws.
 */
public interface Prober extends AutoCloseable {

  /** Returned by {@link #send} if no probe can be sent now, but later. */
  int BUSY = 0;

  /** Returned by {@link #send} if the first probe cannot be sent at all. */
  int REFUSED = -1;

  /**
   * Sends probes of a batch.
   *
   * @param from the first of them
   * @param to after the last of them
   * @return how many were sent, from the first on; else {@link #BUSY} or {@link #REFUSED}
   */
  int send(ProbeBatch batch, int from, int to) throws IOException;

  /**
   * Receives the pending packets, up to a batch.
   *
   * @return how many packets were received, replies or not
   */
  int receive(Answers answers) throws IOException;

  /**
   * Waits until a packet arrives, for at most this time, and never long enough to delay closing.
   */
  void await(long nanos) throws IOException;

  /** Returns why the last probe could not be sent; {@code ""} if there is no reason to report. */
  String lastError();

  /** Drops pending probes, between sweeps. */
  void dropPending();

  @Override
  void close();

  /** Receives replies. */
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
