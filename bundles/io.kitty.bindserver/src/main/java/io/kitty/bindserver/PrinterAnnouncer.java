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

/** Announces a printer: periodically, in response to searches, and when it stops. */
final class PrinterAnnouncer implements AutoCloseable {

  /** The port on which slicers receive broadcasts. */
  static final int BROADCAST_PORT = 2021;

  /** The port on which members of the group listen. */
  static final int MULTICAST_PORT = 1990;

  /**
   * Replies to one address per second: a searching host uses two ports, and may repeat its search.
   */
  static final int MAX_PER_SOURCE = 5;

  /** Replies in total per second. */
  static final int MAX = 50;

  private static final long SPREAD_MILLIS = 100;
  private static final byte[] GROUP = {(byte) 239, (byte) 255, (byte) 255, (byte) 250};

  private final DiscoveryContext context;
  private final SsdpAnnouncement announcement;
  private final AdvertisedAddress advertised;
  private final Duration interval;
  private final ReplyRateLimiter limiter;
  private final InetAddress group;
  private final DatagramPort broadcast;
  private final DatagramPort multicast;

  /**
   * @throws IOException if a port cannot be opened; the message says which
   */
  PrinterAnnouncer(
      DiscoveryContext context,
      VirtualPrinter printer,
      AdvertisedAddress advertised,
      Duration interval,
      LongSupplier nanos)
      throws IOException {
    this.context = context;
    this.announcement = new SsdpAnnouncement(printer);
    this.advertised = advertised;
    this.interval = interval;
    this.limiter = new ReplyRateLimiter(MAX_PER_SOURCE, MAX, nanos);
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

  /** Starts announcing: now, when an interface changes, and periodically. */
  void start() {
    context.onLinks(links -> announce());
    context.schedule(interval, this::announcePeriodically);
  }

  private void announcePeriodically() {
    announce();
    context.schedule(interval, this::announcePeriodically);
  }

  private void announce() {
    send(link -> advertised.at(link).map(announcement::alive));
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

  /** Answers a search. No router forwards one, so that one from another network is forged. */
  private void handle(Datagram datagram, boolean viaBroadcast) {
    if (!SsdpAnnouncement.isSearch(datagram.payload())) {
      return;
    }
    if (!datagram.onLink()) {
      context.count("searches_off_link", 1);
    } else if (!limiter.admits(datagram.address())) {
      context.count("searches_dropped", 1);
    } else {
      context.links().stream()
          .filter(link -> link.name().equals(datagram.interfaceName()))
          .findFirst()
          .flatMap(advertised::at)
          .map(announcement::answer)
          .ifPresent(packet -> answer(packet, datagram.source(), viaBroadcast));
    }
  }

  /** Delays the reply, as one search may be answered by many printers. */
  private void answer(byte[] packet, InetSocketAddress to, boolean viaBroadcast) {
    context.count("searches_answered", 1);
    context.schedule(
        Duration.ofMillis(ThreadLocalRandom.current().nextLong(SPREAD_MILLIS)),
        () -> (viaBroadcast ? broadcast : multicast).send(packet, to));
  }

  @Override
  public void close() {
    byte[] byebye = announcement.byebye();
    send(link -> advertised.at(link).map(address -> byebye));
  }
}
