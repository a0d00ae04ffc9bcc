// SPDX-License-Identifier: Apache-2.0
package io.kitty.ping.neighbour;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.IntConsumer;
import java.util.function.IntPredicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the hosts of a sweep that drop echo requests, as Windows and phones do: to send one, the
 * kernel must resolve their hardware address (ARP, RFC 826), and they answer that.
 *
 * <p>A host's entry in the kernel's table outlives the host, and alone proves nothing. But when
 * something is sent to a host that has not been confirmed for 15 to 45 s (a random share of {@code
 * base_reachable_time}), the kernel resolves it again: after five seconds ({@code
 * delay_first_probe_time}) three times, a second apart ({@code ucast_solicit}). Without an answer
 * the entry is no longer complete after that (arp(7)). So if the entry is complete {@link #DELAY}
 * after the sweep has probed the host, the host was there, then or less than 45 s before.
 *
 * <p>A router that answers for all addresses of a network (proxy ARP) is not counted as hosts.
 */
public final class SilentNeighbours {

  /** The time from a probe until the host's entry is conclusive. */
  public static final Duration DELAY = Duration.ofSeconds(10);

  private static final Logger LOG = LoggerFactory.getLogger(SilentNeighbours.class);

  /** A hardware address with more silent hosts than this is a router. */
  private static final int MAX_PER_MAC = 8;

  /** What the sweep knows of a host. */
  @FunctionalInterface
  public interface SilenceCheck {
    /** Returns whether a host was probed at least this long ago and has not replied. */
    boolean isSilent(int address, Duration patience);
  }

  private final SilenceCheck sweep;
  private final ArpTable table;
  private final IntPredicate answered;
  private final IntConsumer listener;
  private final Set<Integer> found = new HashSet<>();

  /**
   * @param sweep the sweep whose hosts are checked
   * @param answered whether the host with an address replied in the previous sweep: that reply
   *     still holds, and may be repeated
   * @param listener called once with the address of each host found
   */
  public SilentNeighbours(
      SilenceCheck sweep, ArpTable table, IntPredicate answered, IntConsumer listener) {
    this.sweep = sweep;
    this.table = table;
    this.answered = answered;
    this.listener = listener;
  }

  /** Checks the hosts that were probed long enough ago. */
  public void check() {
    try {
      Map<Integer, String> silent = new HashMap<>(table.complete());
      silent.keySet().removeIf(address -> !sweep.isSilent(address, DELAY));
      Map<String, Integer> hostsByMac = new HashMap<>();
      silent.values().forEach(mac -> hostsByMac.merge(mac, 1, Integer::sum));
      silent.forEach(
          (address, mac) -> {
            if (hostsByMac.getOrDefault(mac, 0) <= MAX_PER_MAC
                && !answered.test(address)
                && found.add(address)) {
              listener.accept(address);
            }
          });
    } catch (IOException e) {
      LOG.debug("Cannot read the table of neighbours", e);
    }
  }
}
