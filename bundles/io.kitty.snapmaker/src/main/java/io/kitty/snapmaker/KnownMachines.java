// SPDX-License-Identifier: Apache-2.0
package io.kitty.snapmaker;

import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The machines that answered lately. They are asked one by one as well: Wi-Fi loses broadcasts far
 * more often than what is sent to one machine.
 */
final class KnownMachines {

  /** More than anybody owns. */
  static final int MAX = 64;

  /** After so many rounds without an answer a machine is asked by broadcast only. */
  static final int PATIENCE = 30;

  /** The rounds since its last answer, those silent for longest first. */
  private final Map<InetAddress, Integer> silent = new LinkedHashMap<>();

  /** A machine answered. */
  synchronized void answered(InetAddress address) {
    silent.remove(address);
    silent.put(address, 0);
    if (silent.size() > MAX) {
      silent.remove(silent.keySet().iterator().next());
    }
  }

  /** Whom to ask in the round that begins. */
  synchronized List<InetAddress> round() {
    silent.replaceAll((address, rounds) -> rounds + 1);
    silent.values().removeIf(rounds -> rounds > PATIENCE);
    return List.copyOf(silent.keySet());
  }

  synchronized boolean contains(InetAddress address) {
    return silent.containsKey(address);
  }
}
