// SPDX-License-Identifier: Apache-2.0
package io.kitty.ping;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * The room that the system's neighbour table has for a sweep. Each host of an attached network that
 * is asked takes an entry there, and while the table is full nobody on the machine can send to a
 * new address, nor a broadcast or multicast. So a sweep leaves a quarter free always, and half
 * where nobody answers.
 *
 * <p>The times are those of arp(7) by default. An entry of a host that was not found is given up
 * when another needs its place; of one that was, when it is stale, and five seconds later.
 */
final class NeighbourBudget {

  /**
   * How long the system looks for a host: three requests ({@code mcast_solicit}), a second each.
   */
  private static final long UNRESOLVED = Duration.ofSeconds(3).toNanos();

  /** The longest that an answer holds: one and a half {@code base_reachable_time}, and the rest. */
  private static final long RESOLVED = Duration.ofSeconds(45 + 5).toNanos();

  /** The size that Linux begins with; other systems and network namespaces don't tell theirs. */
  private static final int USUAL_SIZE = 1024;

  private static final Path SIZE = Path.of("/proc/sys/net/ipv4/neigh/default/gc_thresh3");

  private final int mostUnresolved;
  private final int most;
  private final LongSupplier clock;
  private final Map<Integer, Long> unresolved = new LinkedHashMap<>();
  private final Map<Integer, Long> resolved = new LinkedHashMap<>();
  private List<Ipv4Network> attached = List.of();

  /**
   * @param size the entries of the table
   * @param clock the monotonic time in nanoseconds
   */
  NeighbourBudget(int size, LongSupplier clock) {
    this.mostUnresolved = Math.max(1, size / 2);
    this.most = Math.max(1, size / 4 * 3);
    this.clock = clock;
  }

  /** The size of this machine's table. */
  static int systemSize() {
    // by a buffer, not Files.readString: the kernel answers the first read only, however short
    try (BufferedReader reader = Files.newBufferedReader(SIZE)) {
      return Integer.parseInt(String.valueOf(reader.readLine()));
    } catch (IOException | NumberFormatException e) {
      return USUAL_SIZE;
    }
  }

  /** Tells which networks are attached now: all other hosts are none of the table's. */
  void attached(List<Ipv4Network> networks) {
    attached = networks;
  }

  /** Whether a host takes an entry when it is asked. */
  boolean include(int address) {
    for (Ipv4Network network : attached) {
      if (network.contains(address)) {
        return true;
      }
    }
    return false;
  }

  /** Whether a neighbour has an entry, so that asking it takes no room. */
  boolean hold(int address) {
    return unresolved.containsKey(address) || resolved.containsKey(address);
  }

  /** How many more neighbours may be asked now. */
  int room() {
    long now = clock.getAsLong();
    expire(unresolved, now - UNRESOLVED);
    expire(resolved, now - RESOLVED);
    int left = Math.min(mostUnresolved, most - resolved.size()) - unresolved.size();
    return Math.max(0, left);
  }

  /** The nanoseconds until an entry goes; 0 where there is none. */
  long untilRoom() {
    long next = Math.min(first(unresolved, UNRESOLVED), first(resolved, RESOLVED));
    return next == Long.MAX_VALUE ? 0 : Math.max(0, next - clock.getAsLong());
  }

  /** Notes that a host was asked. To ask it once more does not prolong the search for it. */
  void asked(int address) {
    if (include(address) && !resolved.containsKey(address)) {
      unresolved.putIfAbsent(address, clock.getAsLong());
    }
  }

  /** Notes that a host was found. */
  void answered(int address) {
    if (include(address)) {
      unresolved.remove(address);
      resolved.remove(address);
      resolved.put(address, clock.getAsLong());
    }
  }

  /** How long it takes to ask so many neighbours in vain. */
  Duration inVain(long neighbours) {
    return Duration.ofNanos(UNRESOLVED).multipliedBy(neighbours).dividedBy(mostUnresolved);
  }

  private static void expire(Map<Integer, Long> entries, long until) {
    Iterator<Long> eldest = entries.values().iterator();
    while (eldest.hasNext() && eldest.next() - until <= 0) {
      eldest.remove();
    }
  }

  private static long first(Map<Integer, Long> entries, long lifetime) {
    return entries.isEmpty() ? Long.MAX_VALUE : entries.values().iterator().next() + lifetime;
  }
}
