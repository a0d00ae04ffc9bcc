// SPDX-License-Identifier: Apache-2.0
package io.kitty.bindserver;

import io.kitty.bindserver.limit.PortCounters;
import io.kitty.bindserver.limit.RejectReason;
import io.kitty.bindserver.tcp.TcpServer;
import io.kitty.commons.Backoff;
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

/** One port of a printer. If it cannot be opened, it is retried with growing pauses. */
final class ListeningPort {

  /** Notified when a port was opened, or could not be. */
  @FunctionalInterface
  interface Listener {
    /**
     * @param onPortChanged whether the failure differs from the previous one, or is gone
     */
    void onPortChanged(ListeningPort port, boolean changed);
  }

  private final String label;
  private final @Nullable InetAddress address;
  private final int configured;
  private final TcpServer server;
  private final DiscoveryContext context;
  private final Listener listener;
  private final PortCounters counters;
  private final Backoff backoff = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(30));
  private volatile int number;
  private volatile String failure = "";

  /**
   * @param label its purpose, as in the names of counters
   * @param address where to listen; null for all addresses of this host
   * @param configured the port number; 0 for any free one
   */
  ListeningPort(
      String label,
      @Nullable InetAddress address,
      int configured,
      TcpServer server,
      DiscoveryContext context,
      Listener listener) {
    this.label = label;
    this.address = address;
    this.configured = configured;
    this.server = server;
    this.context = context;
    this.listener = listener;
    this.counters = new PortCounters(counter -> context.count(label + "_" + counter, 1));
  }

  /** Opens it, now or as soon as possible. */
  void open() {
    String before = failure;
    try {
      number =
          server.listen(
              address == null
                  ? new InetSocketAddress(configured)
                  : new InetSocketAddress(address, configured),
              counters);
      failure = "";
    } catch (IOException e) {
      failure = this + ": " + e.getMessage();
      context.schedule(backoff.next(), this::open);
    }
    if (!context.closed()) {
      listener.onPortChanged(this, !failure.equals(before));
    }
  }

  /** Returns its number; 0 while it is not open. */
  int number() {
    return number;
  }

  /** Returns whether it is open. */
  boolean isOpen() {
    return number != 0;
  }

  /** Returns which port cannot be opened, and why; {@code ""} if it is open. */
  String failure() {
    return failure;
  }

  PortCounters counters() {
    return counters;
  }

  /** Returns its current status. */
  VirtualPrinterServer.Port status() {
    int current = number;
    return new VirtualPrinterServer.Port(
        label,
        current == 0 ? configured : current,
        addressText(),
        current != 0,
        failure,
        counters.connections(),
        counters.answered(),
        byName(counters.refused()));
  }

  private static Map<String, Long> byName(Map<RejectReason, Long> refused) {
    Map<String, Long> byName = new LinkedHashMap<>();
    refused.forEach((reason, count) -> byName.put(reason.word(), count));
    return Collections.unmodifiableMap(byName);
  }

  /** Returns the address in readable form. */
  private String addressText() {
    return address == null ? "all addresses" : address.getHostAddress();
  }

  @Override
  public String toString() {
    return "TCP port " + (number == 0 ? configured : number) + " of " + addressText();
  }
}
