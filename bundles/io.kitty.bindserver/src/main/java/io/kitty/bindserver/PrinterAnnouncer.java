// SPDX-License-Identifier: Apache-2.0
package io.kitty.bindserver;

import io.kitty.discovery.Datagram;
import io.kitty.discovery.DatagramPort;
import io.kitty.discovery.DiscoveryContext;
import io.kitty.discovery.NetworkLink;
import io.kitty.discovery.PortSpec;
import io.kitty.discovery.ReplyRateLimiter;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.function.LongSupplier;

/** Makes a printer known: again and again, to those that search, and when it goes. */
final class PrinterAnnouncer implements AutoCloseable {

  /** Where slicers listen for broadcasts. */
  static final int BROADCAST_PORT = 2021;

  /** Where programs listen that join the group. */
  static final int MULTICAST_PORT = 1990;

  /** Answers to one address in a second: who searches asks on two ports, and may repeat it. */
  static final int MAX_PER_SOURCE = 5;

  /** Answers to all together. */
  static final int MAX = 50;

  private static final long SPREAD_MILLIS = 100;
  private static final byte[] GROUP = {(byte) 239, (byte) 255, (byte) 255, (byte) 250};

  private final DiscoveryContext context;
  private final SsdpAnnouncement announcement;
  private final AdvertisedAddress locations;
  private final Duration interval;
  private final ReplyRateLimiter limit;
  private final InetAddress group;
  private final DatagramPort broadcast;
  private final DatagramPort multicast;

  /**
   * @throws IOException if a port cannot be had; the message says which
   */
  PrinterAnnouncer(
      DiscoveryContext context,
      VirtualPrinter printer,
      AdvertisedAddress locations,
      Duration interval,
      LongSupplier nanos)
      throws IOException {
    this.context = context;
    this.announcement = new SsdpAnnouncement(printer);
    this.locations = locations;
    this.interval = interval;
    this.limit = new ReplyRateLimiter(MAX_PER_SOURCE, MAX, nanos);
    this.group = InetAddress.getByAddress(GROUP);
    this.broadcast = open(BROADCAST_PORT);
    this.multicast = open(MULTICAST_PORT);
  }

  private DatagramPort open(int port) throws IOException {
    try {
      return context.open(
          PortSpec.listening(port, group), datagram -> handle(datagram, port == BROADCAST_PORT));
    } catch (IOException e) {
      throw new IOException("cannot listen on UDP port " + port + ": " + e.getMessage(), e);
    }
  }

  /** Begins to announce: now, where an interface changes, and in its time. */
  void start() {
    context.onLinks(links -> announce());
    context.schedule(interval, this::repeat);
  }

  private void repeat() {
    announce();
    context.schedule(interval, this::repeat);
  }

  private void announce() {
    send(link -> locations.at(link).map(announcement::alive));
  }

  private void send(Function<NetworkLink, Optional<byte[]>> message) {
    for (NetworkLink link : context.links()) {
      message
          .apply(link)
          .ifPresent(
              packet -> {
                broadcast.broadcast(packet, BROADCAST_PORT, link);
                multicast.multicast(packet, group, MULTICAST_PORT, link);
              });
    }
  }

  /** Answers a search; no router passes one on, so that one from elsewhere is forged. */
  private void handle(Datagram datagram, boolean byBroadcast) {
    if (!SsdpAnnouncement.isSearch(datagram.payload())) {
      return;
    }
    if (!datagram.onLink()) {
      context.count("searches_off_link", 1);
    } else if (!limit.admits(datagram.address())) {
      context.count("searches_dropped", 1);
    } else {
      context.links().stream()
          .filter(link -> link.name().equals(datagram.interfaceName()))
          .findFirst()
          .flatMap(locations::at)
          .map(announcement::answer)
          .ifPresent(packet -> answer(packet, datagram.source(), byBroadcast));
    }
  }

  /** Not at once, as there may be many that are asked by one question. */
  private void answer(byte[] packet, InetSocketAddress to, boolean byBroadcast) {
    context.count("searches_answered", 1);
    context.schedule(
        Duration.ofMillis(ThreadLocalRandom.current().nextLong(SPREAD_MILLIS)),
        () -> (byBroadcast ? broadcast : multicast).send(packet, to));
  }

  @Override
  public void close() {
    byte[] byebye = announcement.byebye();
    send(link -> locations.at(link).map(there -> byebye));
  }
}
