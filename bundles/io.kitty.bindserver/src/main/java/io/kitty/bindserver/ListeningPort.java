// SPDX-License-Identifier: Apache-2.0
package io.kitty.bindserver;

import io.kitty.bindserver.tcp.PortCounters;
import io.kitty.bindserver.tcp.RejectReason;
import io.kitty.bindserver.tcp.TcpServer;
import io.kitty.discovery.DiscoveryContext;
import io.kitty.hub.VirtualPrinterServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One of the ports of a printer. Where it cannot be had it is tried again, ever more rarely. */
final class ListeningPort {

  /** What is told of a port that was opened, or could not be. */
  @FunctionalInterface
  interface Listener {
    /**
     * @param news whether it is another failure than before, or none any more
     */
    void changed(ListeningPort port, boolean news);
  }

  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LAST_PAUSE = Duration.ofSeconds(30);

  private final String label;
  private final @Nullable InetAddress address;
  private final int wanted;
  private final TcpServer reception;
  private final DiscoveryContext context;
  private final Listener listener;
  private final PortCounters counters;
  private Duration pause = FIRST_PAUSE;
  private volatile int number;
  private volatile String failure = "";

  /**
   * @param label what it is for, as it stands in the names of counters
   * @param address where; null for all addresses of this host
   * @param wanted the port's number; 0 for any free one
   */
  ListeningPort(
      String label,
      @Nullable InetAddress address,
      int wanted,
      TcpServer reception,
      DiscoveryContext context,
      Listener listener) {
    this.label = label;
    this.address = address;
    this.wanted = wanted;
    this.reception = reception;
    this.context = context;
    this.listener = listener;
    this.counters = new PortCounters(counter -> context.count(label + "_" + counter, 1));
  }

  /** Opens it, now or as soon as that can be done. */
  void open() {
    String before = failure;
    try {
      number =
          reception.listen(
              address == null
                  ? new InetSocketAddress(wanted)
                  : new InetSocketAddress(address, wanted),
              counters);
      failure = "";
    } catch (IOException e) {
      failure = this + ": " + e.getMessage();
      context.schedule(pause, this::open);
      Duration twice = pause.multipliedBy(2);
      pause = twice.compareTo(LAST_PAUSE) < 0 ? twice : LAST_PAUSE;
    }
    if (!context.closed()) {
      listener.changed(this, !failure.equals(before));
    }
  }

  /** Its number; 0 while it has none. */
  int number() {
    return number;
  }

  /** Whether it is open. */
  boolean isOpen() {
    return number != 0;
  }

  /** Which port cannot be had, and why; {@code ""} if it can. */
  String failure() {
    return failure;
  }

  PortCounters counters() {
    return counters;
  }

  /** How it is now. */
  VirtualPrinterServer.Port status() {
    int had = number;
    return new VirtualPrinterServer.Port(
        label,
        had == 0 ? wanted : had,
        at(),
        had != 0,
        failure,
        counters.connections(),
        counters.answered(),
        words(counters.refused()));
  }

  private static Map<String, Long> words(Map<RejectReason, Long> refused) {
    Map<String, Long> words = new LinkedHashMap<>();
    refused.forEach((reason, count) -> words.put(reason.word(), count));
    return Collections.unmodifiableMap(words);
  }

  /** The address it is at, as people write it. */
  private String at() {
    return address == null ? "all addresses" : address.getHostAddress();
  }

  @Override
  public String toString() {
    return "TCP port " + (number == 0 ? wanted : number) + " of " + at();
  }
}
