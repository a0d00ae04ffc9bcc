// SPDX-License-Identifier: Apache-2.0
package io.kitty.ping;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.IntConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the hosts of a sweep that drop echo requests, as Windows and phones do: to send them any,
 * the kernel has to ask for their hardware address (ARP, RFC 826), and that they answer.
 *
 * <p>A host's entry in the kernel's table outlives the host, and says nothing by itself. But when
 * something is sent to a host that was not heard of for 15 to 45 s (a random share of {@code
 * base_reachable_time}), the kernel asks it anew: after five seconds ({@code
 * delay_first_probe_time}) three times, a second apart ({@code ucast_solicit}). The entry of one
 * that does not answer is no longer complete after that (arp(7)). So where the entry is complete
 * {@link #PATIENCE} after the sweep has asked the host, the host was there, then or less than 45 s
 * before.
 *
 * <p>A router that answers for all addresses of a network (proxy ARP) makes no hosts of them.
 */
final class SilentNeighbours {

  /** How long after a host was asked its entry tells whether it is there. */
  static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final Logger log = LoggerFactory.getLogger(SilentNeighbours.class);

  /** Behind one hardware address there are no more silent hosts than this, but a router. */
  private static final int MAX_BEHIND_ONE = 8;

  private final Sweep sweep;
  private final ArpTable table;
  private final Set<Integer> answered;
  private final IntConsumer watcher;
  private final Set<Integer> found = new HashSet<>();

  /**
   * @param answered who answered the sweep before: that still holds, and may do so next time
   * @param watcher is told the address of each, once
   */
  SilentNeighbours(Sweep sweep, ArpTable table, Set<Integer> answered, IntConsumer watcher) {
    this.sweep = sweep;
    this.table = table;
    this.answered = answered;
    this.watcher = watcher;
  }

  /** Looks who is there of those that were asked long enough ago. */
  void look() {
    try {
      Map<Integer, String> silent = new HashMap<>(table.complete());
      silent.keySet().removeIf(address -> !sweep.isSilent(address, PATIENCE));
      Map<String, Integer> behind = new HashMap<>();
      silent.values().forEach(mac -> behind.merge(mac, 1, Integer::sum));
      silent.forEach(
          (address, mac) -> {
            if (behind.getOrDefault(mac, 0) <= MAX_BEHIND_ONE
                && !answered.contains(address)
                && found.add(address)) {
              watcher.accept(address);
            }
          });
    } catch (IOException e) {
      log.debug("Cannot read the table of neighbours", e);
    }
  }
}
