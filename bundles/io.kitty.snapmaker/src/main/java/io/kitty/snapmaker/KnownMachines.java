// SPDX-License-Identifier: Apache-2.0
package io.kitty.snapmaker;

import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The machines that replied recently. They are queried by unicast as well, as Wi-Fi loses
 * broadcasts far more often.
 */
final class KnownMachines {

  /** More than any owner has. */
  static final int MAX_MACHINES = 64;

  /** The number of rounds without a reply after which a machine is queried by broadcast only. */
  static final int MAX_SILENT_ROUNDS = 30;

  /** The rounds since the last reply, longest silent first. */
  private final Map<InetAddress, Integer> silentRounds = new LinkedHashMap<>();

  /** Records a reply. */
  synchronized void replied(InetAddress address) {
    silentRounds.remove(address);
    silentRounds.put(address, 0);
    if (silentRounds.size() > MAX_MACHINES) {
      silentRounds.remove(silentRounds.keySet().iterator().next());
    }
  }

  /** Starts a round; returns the machines to query in it. */
  synchronized List<InetAddress> startRound() {
    silentRounds.replaceAll((address, rounds) -> rounds + 1);
    silentRounds.values().removeIf(rounds -> rounds > MAX_SILENT_ROUNDS);
    return List.copyOf(silentRounds.keySet());
  }

  synchronized boolean contains(InetAddress address) {
    return silentRounds.containsKey(address);
  }
}
