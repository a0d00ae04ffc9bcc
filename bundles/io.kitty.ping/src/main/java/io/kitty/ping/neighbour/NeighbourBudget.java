// SPDX-License-Identifier: Apache-2.0
package io.kitty.ping.neighbour;

import io.kitty.ping.network.Ipv4Network;
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
 * The entries of the system's neighbour table that a sweep may use. Each probed host of an on-link
 * network takes an entry, and while the table is full no program on this machine can send to a new
 * address, nor send a broadcast or multicast. So a sweep always leaves a quarter free, and half if
 * the hosts are silent.
 *
 * <p>The times are the defaults of arp(7). The entry of an unresolved host is dropped when its
 * place is needed; that of a resolved one five seconds after it became stale.
 */
public final class NeighbourBudget {

  /**
   * How long the system tries to resolve a host: three requests ({@code mcast_solicit}), a second
   * each.
   */
  private static final long UNRESOLVED = Duration.ofSeconds(3).toNanos();

  /**
   * The maximum time that a reply holds: one and a half {@code base_reachable_time}, and the five
   * seconds.
   */
  private static final long RESOLVED = Duration.ofSeconds(45 + 5).toNanos();

  /** The default size of Linux; other systems and network namespaces do not expose theirs. */
  private static final int DEFAULT_SIZE = 1024;

  private static final Path SIZE = Path.of("/proc/sys/net/ipv4/neigh/default/gc_thresh3");

  private final int maxUnresolved;
  private final int max;
  private final LongSupplier clock;
  private final Map<Integer, Long> unresolved = new LinkedHashMap<>();
  private final Map<Integer, Long> resolved = new LinkedHashMap<>();
  private Ipv4Network[] onLink = {};

  /**
   * @param size the capacity of the table
   * @param clock the monotonic time in nanoseconds
   */
  public NeighbourBudget(int size, LongSupplier clock) {
    this.maxUnresolved = Math.max(1, size / 2);
    this.max = Math.max(1, size / 4 * 3);
    this.clock = clock;
  }

  /** Returns the size of this system's table. */
  public static int systemSize() {
    // through a buffer, not Files.readString: the kernel answers the first read only, however short
    try (BufferedReader reader = Files.newBufferedReader(SIZE)) {
      return Integer.parseInt(String.valueOf(reader.readLine()));
    } catch (IOException | NumberFormatException e) {
      return DEFAULT_SIZE;
    }
  }

  /** Sets the on-link networks: all other hosts take no entry. */
  public void onLink(List<Ipv4Network> networks) {
    onLink = networks.toArray(Ipv4Network[]::new);
  }

  /** Returns whether a host takes an entry when it is probed. */
  public boolean takesEntry(int address) {
    for (Ipv4Network network : onLink) {
      if (network.contains(address)) {
        return true;
      }
    }
    return false;
  }

  /** Returns whether a neighbour has an entry, so that probing it takes no further one. */
  public boolean hasEntry(int address) {
    return unresolved.containsKey(address) || resolved.containsKey(address);
  }

  /** Returns how many more neighbours may be probed now. */
  public int room() {
    long now = clock.getAsLong();
    expire(unresolved, now - UNRESOLVED);
    expire(resolved, now - RESOLVED);
    int left = Math.min(maxUnresolved, max - resolved.size()) - unresolved.size();
    return Math.max(0, left);
  }

  /** Returns the nanoseconds until an entry is freed; 0 if there is none. */
  public long untilRoom() {
    long next = Math.min(first(unresolved, UNRESOLVED), first(resolved, RESOLVED));
    return next == Long.MAX_VALUE ? 0 : Math.max(0, next - clock.getAsLong());
  }

  /** Records a probe. Probing a host again does not extend its resolution. */
  public void recordProbe(int address) {
    if (takesEntry(address) && !resolved.containsKey(address)) {
      unresolved.putIfAbsent(address, clock.getAsLong());
    }
  }

  /** Records a reply. */
  public void answered(int address) {
    if (takesEntry(address)) {
      unresolved.remove(address);
      resolved.remove(address);
      resolved.put(address, clock.getAsLong());
    }
  }

  /** Returns how long it takes to probe a number of silent neighbours. */
  public Duration silentDuration(long neighbours) {
    return Duration.ofNanos(UNRESOLVED).multipliedBy(neighbours).dividedBy(maxUnresolved);
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
