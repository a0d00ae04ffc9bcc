// SPDX-License-Identifier: Apache-2.0
package io.kitty.broadcast;

import java.util.HashSet;
import java.util.Set;

/** The servers that replied in the current round. Any thread. */
final class ResponseCollector {

  private final int max;
  private final Set<String> answered = new HashSet<>();
  private int number;

  /**
   * @param max the maximum number of servers in a round
   */
  ResponseCollector(int max) {
    this.max = max;
  }

  /** Starts a new round, regardless of the last one; returns its number. */
  synchronized int startRound() {
    answered.clear();
    return ++number;
  }

  /** Accepts a reply, unless there are too many servers. */
  synchronized boolean admits(String server) {
    return answered.contains(server) || (answered.size() < max && answered.add(server));
  }

  /** Returns whether the round of this number is still current and has no reply yet. */
  synchronized boolean isSilent(int round) {
    return round == number && answered.isEmpty();
  }
}
