// SPDX-License-Identifier: Apache-2.0
package io.kitty.net.link;

import io.kitty.device.Endpoint;
import io.kitty.discovery.NetworkLink;
import io.kitty.identifier.Identifier.Mac;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Looks up the hardware address of an on-link address in the kernel's neighbour table. It never
 * sends packets.
 *
 * <p>On Linux the IPv4 table is a file, which is read at once when an address is missing, but for
 * the same address only once a second, and for a tenth of the time at most. If a command has to be
 * run (IPv6, macOS), that happens in the background, and the result is available for the next
 * sighting.
 */
public final class NeighbourTable {

  private static final long FRESH = 5_000_000_000L;
  private static final long MISSING = 1_000_000_000L;
  private static final int MAX_MISSING = 4096;

  /**
   * The inverse of the share of time that may be spent on reading; unused time is saved up for the
   * replies of a sweep.
   */
  private static final int SHARE = 10;

  private static final long MAX_BUDGET = 50_000_000L;
  private static final long COMMAND_PAUSE = 5_000_000_000L;

  private final InterfaceMonitor interfaces;
  private final Supplier<Map<InetAddress, Mac>> file;
  private final Supplier<Map<InetAddress, Mac>> command;
  private final Executor background;
  private final LongSupplier nanos;

  private Map<InetAddress, Mac> fromFile = Map.of();
  private long readAt;
  private final Map<InetAddress, Long> missing = new HashMap<>();

  /** The time that may be spent on reading now. */
  private long budget = MAX_BUDGET;

  private long budgetAt;

  private volatile Map<InetAddress, Mac> fromCommand = Map.of();
  private volatile long ranAt;
  private volatile boolean ran;
  private final AtomicBoolean running = new AtomicBoolean();

  /**
   * @param background runs the commands
   */
  public NeighbourTable(InterfaceMonitor interfaces, Executor background) {
    this(
        interfaces,
        ArpTableReader::procNetArp,
        ArpTableReader::commands,
        background,
        System::nanoTime);
  }

  NeighbourTable(
      InterfaceMonitor interfaces,
      Supplier<Map<InetAddress, Mac>> file,
      Supplier<Map<InetAddress, Mac>> command,
      Executor background,
      LongSupplier nanos) {
    this.interfaces = interfaces;
    this.file = file;
    this.command = command;
    this.background = background;
    this.nanos = nanos;
    this.budgetAt = nanos.getAsLong();
    this.readAt = budgetAt - FRESH;
  }

  /**
   * Returns the hardware address of an endpoint; null if it is routed, on the loopback or unknown.
   * For one thread.
   */
  public @Nullable Mac macOf(Endpoint endpoint) {
    InetAddress address = endpoint.address();
    List<NetworkLink> links = interfaces.links();
    for (NetworkLink link : links) {
      if (link.owns(address)) {
        return link.mac();
      }
    }
    if (address.isLoopbackAddress() || InterfaceMonitor.linkOf(links, address).isEmpty()) {
      return null;
    }
    if (address instanceof Inet4Address && ArpTableReader.HAS_FILE) {
      return lookInFile(address);
    }
    runCommandIfDue();
    return fromCommand.get(address);
  }

  /** Reads the IPv4 table now; returns false if reading has exceeded its share of time. */
  public boolean refresh() {
    long now = nanos.getAsLong();
    if (!ArpTableReader.HAS_FILE || !mayRead(now)) {
      return false;
    }
    readFile(now);
    return true;
  }

  private @Nullable Mac lookInFile(InetAddress address) {
    Mac known = fromFile.get(address);
    long now = nanos.getAsLong();
    if (known != null && now - readAt < FRESH) {
      return known;
    }
    Long missed = missing.get(address);
    if (known == null && missed != null && now - missed < MISSING) {
      return null;
    }
    if (!mayRead(now)) {
      return known;
    }
    readFile(now);
    Mac found = fromFile.get(address);
    if (found == null) {
      missing.put(address, readAt);
    }
    return found;
  }

  private boolean mayRead(long now) {
    budget = Math.min(MAX_BUDGET, budget + (now - budgetAt) / SHARE);
    budgetAt = now;
    return budget > 0;
  }

  private void readFile(long start) {
    fromFile = file.get();
    readAt = nanos.getAsLong();
    budget -= readAt - start;
    if (missing.size() > MAX_MISSING) {
      missing.clear();
    }
  }

  private void runCommand() {
    try {
      fromCommand = command.get();
    } finally {
      ranAt = nanos.getAsLong();
      ran = true;
      running.set(false);
    }
  }

  private void runCommandIfDue() {
    if ((!ran || nanos.getAsLong() - ranAt > COMMAND_PAUSE) && running.compareAndSet(false, true)) {
      try {
        background.execute(this::runCommand);
      } catch (RejectedExecutionException e) {
        running.set(false);
      }
    }
  }
}
