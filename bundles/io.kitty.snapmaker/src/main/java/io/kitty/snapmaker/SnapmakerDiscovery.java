// SPDX-License-Identifier: Apache-2.0
package io.kitty.snapmaker;

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

/** Snapmaker discovery as long as one context lasts: asks now and then, and hears the answers. */
final class SnapmakerDiscovery {

  /**
   * The question. The machines compare the whole datagram with it (Snapmaker-Artisan-Screen-App,
   * DiscoverServer.java), so that nothing may follow.
   */
  static final byte[] QUESTION = "discover".getBytes(StandardCharsets.US_ASCII);

  /** How often the question is put in a round, as UDP may lose it. */
  private static final int QUESTIONS = 3;

  private final DiscoveryContext context;
  private final List<String> hosts;
  private final int machinePort;
  private final Duration timeout;
  private final Duration interval;
  private final Duration lifetime;
  private final KnownMachines neighbours = new KnownMachines();
  private final Set<InetAddress> silent = ConcurrentHashMap.newKeySet();
  private volatile Set<InetAddress> configured = Set.of();

  SnapmakerDiscovery(DiscoveryContext context, SnapmakerConfig config) {
    this.context = context;
    this.hosts = List.of(config.hosts());
    this.machinePort = config.port();
    this.timeout = seconds(config.timeout());
    this.interval = seconds(config.interval());
    this.lifetime =
        interval.isZero()
            ? Duration.ofHours(1)
            : interval.multipliedBy(3).plus(timeout.multipliedBy(QUESTIONS));
  }

  /**
   * Opens its port and begins to ask.
   *
   * @throws IOException if the port cannot be had
   */
  void start() throws IOException {
    DatagramPort port = context.open(PortSpec.ephemeral(), this::handle);
    context.scan(interval, () -> search(port));
  }

  private void search(DatagramPort port) {
    configured = resolve();
    silent.clear();
    silent.addAll(configured);
    silent.addAll(neighbours.round());
    search(port, QUESTIONS);
  }

  /**
   * Asks everybody: one by one those that are known and have not answered yet, by the broadcast
   * address of each network as the maker's own program does, and by the one that also a machine
   * with a wrong network mask takes for its own.
   */
  private void search(DatagramPort port, int times) {
    silent.forEach(each -> port.send(QUESTION, new InetSocketAddress(each, machinePort)));
    port.broadcast(QUESTION, machinePort);
    port.limitedBroadcast(QUESTION, machinePort);
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

  /** Behind a router only those count that were asked there. */
  private void handle(Datagram datagram) {
    if (Arrays.equals(datagram.payload(), QUESTION)) {
      return;
    }
    InetAddress address = datagram.address();
    boolean asked = configured.contains(address);
    if (!datagram.onLink() && !asked) {
      context.count("off_link", 1);
      return;
    }
    ReplyParser.parse(datagram.payload())
        .ifPresentOrElse(
            reply -> {
              silent.remove(address);
              if (!asked) {
                neighbours.answered(address);
              }
              context.report(
                  SightingMapper.of(reply, datagram.endpoint(), lifetime, context.links()));
            },
            () -> context.count("malformed", 1));
  }

  private static Duration seconds(double seconds) {
    return Duration.ofMillis(Math.round(seconds * 1000));
  }
}
