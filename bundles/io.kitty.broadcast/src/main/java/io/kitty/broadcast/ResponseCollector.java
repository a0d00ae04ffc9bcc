// SPDX-License-Identifier: Apache-2.0
package io.kitty.broadcast;

import java.util.HashSet;
import java.util.Set;

/** Who answered in the round that is on. Any thread. */
final class ResponseCollector {

  private final int most;
  private final Set<String> answered = new HashSet<>();
  private int number;

  /**
   * @param most how many servers are taken in a round
   */
  ResponseCollector(int most) {
    this.most = most;
  }

  /** Begins a new one, whatever became of the last; its number tells it from the others. */
  synchronized int begin() {
    answered.clear();
    return ++number;
  }

  /** Takes an answer, unless it is that of one server too many. */
  synchronized boolean admits(String server) {
    return answered.contains(server) || (answered.size() < most && answered.add(server));
  }

  /** Whether the round of this number is still on and nobody has answered yet. */
  synchronized boolean isSilent(int round) {
    return round == number && answered.isEmpty();
  }
}
