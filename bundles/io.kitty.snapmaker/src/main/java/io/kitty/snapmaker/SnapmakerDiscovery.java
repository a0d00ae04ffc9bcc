// SPDX-License-Identifier: Apache-2.0
package io.kitty.snapmaker;

import io.kitty.commons.Seconds;
import io.kitty.discovery.Datagram;
import io.kitty.discovery.DatagramPort;
import io.kitty.discovery.DiscoveryContext;
import io.kitty.discovery.PortSpec;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Snapmaker discovery in one context: sends requests periodically, and receives replies. */
final class SnapmakerDiscovery {

  /**
   * The request. The machines compare the whole datagram with it (Snapmaker-Artisan-Screen-App,
   * DiscoverServer.java), so that nothing may follow.
   */
  static final byte[] REQUEST = "discover".getBytes(StandardCharsets.US_ASCII);

  /** How often the request is sent in a round, as UDP may lose it. */
  private static final int REQUESTS = 3;

  private final DiscoveryContext context;
  private final List<String> hosts;
  private final int machinePort;
  private final Duration timeout;
  private final Duration interval;
  private final Duration lifetime;
  private final KnownMachines knownMachines = new KnownMachines();
  private final Set<InetAddress> pending = ConcurrentHashMap.newKeySet();
  private volatile Set<InetAddress> configured = Set.of();

  SnapmakerDiscovery(DiscoveryContext context, SnapmakerProvider.Config config) {
    this.context = context;
    this.hosts = List.of(config.hosts());
    this.machinePort = config.port();
    this.timeout = Seconds.toDuration(config.timeout());
    this.interval = Seconds.toDuration(config.interval());
    this.lifetime =
        interval.isZero()
            ? Duration.ofHours(1)
            : interval.multipliedBy(3).plus(timeout.multipliedBy(REQUESTS));
  }

  /**
   * Opens its port and starts searching.
   *
   * @throws IOException if the port cannot be opened
   */
  void start() throws IOException {
    DatagramPort port = context.open(PortSpec.ephemeral(), this::handle);
    context.scan(interval, () -> search(port));
  }

  private void search(DatagramPort port) {
    configured = resolve();
    pending.clear();
    pending.addAll(configured);
    pending.addAll(knownMachines.startRound());
    search(port, REQUESTS);
  }

  /**
   * Sends a request: by unicast to known machines without a reply so far, to the broadcast address
   * of each network as the vendor's own program does, and to 255.255.255.255, which a machine with
   * a wrong network mask receives too.
   */
  private void search(DatagramPort port, int times) {
    pending.forEach(each -> port.send(REQUEST, new InetSocketAddress(each, machinePort)));
    port.broadcast(REQUEST, machinePort);
    port.limitedBroadcast(REQUEST, machinePort);
    if (times > 1) {
      context.schedule(timeout, () -> search(port, times - 1));
    }
  }

  private Set<InetAddress> resolve() {
    Set<InetAddress> addresses = new LinkedHashSet<>();
    for (String host : hosts) {
      try {
        for (InetAddress address : InetAddress.getAllByName(host)) {
          if (address instanceof Inet4Address) {
            addresses.add(address);
          }
        }
      } catch (UnknownHostException e) {
        context.error("", "hosts: the name " + host + " cannot be resolved");
      }
    }
    return addresses;
  }

  /** Off-link machines count only if they are configured. */
  private void handle(Datagram datagram) {
    if (Arrays.equals(datagram.payload(), REQUEST)) {
      return;
    }
    InetAddress address = datagram.address();
    boolean isConfigured = configured.contains(address);
    if (!datagram.onLink() && !isConfigured) {
      context.count("off_link", 1);
      return;
    }
    ReplyParser.parse(datagram.payload())
        .ifPresentOrElse(
            reply -> {
              pending.remove(address);
              if (!isConfigured) {
                knownMachines.replied(address);
              }
              context.report(
                  SightingMapper.of(reply, datagram.endpoint(), lifetime, context.links()));
            },
            () -> context.count("malformed", 1));
  }
}
