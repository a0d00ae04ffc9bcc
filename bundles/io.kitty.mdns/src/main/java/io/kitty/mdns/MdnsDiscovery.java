// SPDX-License-Identifier: Apache-2.0
package io.kitty.mdns;

import io.kitty.discovery.Datagram;
import io.kitty.discovery.DiscoveryContext;
import io.kitty.discovery.NetworkLink;
import io.kitty.mdns.cache.CachedHost;
import io.kitty.mdns.cache.LinkCache;
import io.kitty.mdns.cache.MdnsCache;
import io.kitty.mdns.device.HostReporter;
import io.kitty.mdns.dns.DnsMessage;
import io.kitty.mdns.dns.DnsMessageReader;
import io.kitty.mdns.dns.Question;
import io.kitty.mdns.dns.RecordTtl;
import io.kitty.mdns.type.ServiceTypeTable;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * mDNS discovery for the life of one context. Receives on a port of the hub, which states the
 * interface of each message and whether its sender is on the link; keeps a {@link LinkCache} per
 * link and reports from there.
 */
final class MdnsDiscovery {

  /** The interval at which the caches are checked. */
  private static final Duration TICK = Duration.ofSeconds(1);

  /**
   * The interval between two reports of a device, in ticks: an address that is not repeated
   * expires.
   */
  private static final int REPEAT = 30;

  private final DiscoveryContext context;
  private final QuerySender sender;
  private final ServiceAnnouncer announcer;
  private final LongSupplier nanos;
  private final HostReporter reporter;
  private final ServiceBrowser browser;

  /** The caches; their monitor guards all mutable state of this class. */
  private final MdnsCache caches;

  private final TickBudget budget = new TickBudget();
  private int ticks;
  private boolean asking;
  private boolean pruning;

  /**
   * @param types the service types to query by name
   * @param nanos the monotonic time
   * @param wall the time of day
   */
  MdnsDiscovery(
      DiscoveryContext context,
      QuerySender sender,
      ServiceAnnouncer announcer,
      List<String> types,
      LongSupplier nanos,
      InstantSource wall) {
    this.context = context;
    this.sender = sender;
    this.announcer = announcer;
    this.nanos = nanos;
    this.caches = new MdnsCache(types, wall);
    this.reporter = new HostReporter(context);
    this.browser = new ServiceBrowser(context, sender, caches, types, nanos);
  }

  /**
   * Opens the ports, and starts to query.
   *
   * @throws IOException if a port cannot be opened
   */
  void start(Duration interval) throws IOException {
    sender.open(this::handle);
    context.onLinks(links -> context.execute(() -> follow(links)));
    context.scan(interval, this::scan);
    context.schedule(TICK, this::tick);
  }

  private void follow(List<NetworkLink> links) {
    synchronized (caches) {
      caches.retain(links.stream().map(NetworkLink::name).toList());
    }
  }

  private void scan() {
    if (!context.closed()) {
      follow(context.links());
      browser.round();
    }
  }

  private void handle(Datagram datagram) {
    DnsMessageReader.read(datagram.payload(), ServiceTypeTable::bytesOf)
        .ifPresentOrElse(message -> handle(message, datagram), () -> context.count("malformed", 1));
  }

  /** Handles a response. Responses from outside the link are dropped and counted. */
  private void handle(DnsMessage message, Datagram datagram) {
    if (!message.response()) {
      return;
    }
    if (!isOfThisLink(datagram)) {
      context.count("off_link", 1);
      return;
    }
    String interfaceName = datagram.interfaceName();
    announcer.received(datagram.payload());
    if (reporter.addresses(interfaceName).isOurs(datagram.address()) && announcer.isOwn(message)) {
      return;
    }
    boolean open;
    boolean hasGoodbye;
    synchronized (caches) {
      long now = nanos.getAsLong();
      LinkCache cache = caches.of(interfaceName);
      for (CachedHost host :
          cache.handle(message, datagram.address(), reporter.addresses(interfaceName), now)) {
        if (budget.takeReport(host, datagram.address())) {
          reporter.report(host, cache, interfaceName, now);
        } else {
          host.defer();
        }
      }
      open = !asking && budget.mayAsk() && cache.hasOpenQuestions();
      asking |= open;
      hasGoodbye = !pruning && message.hasGoodbye();
      pruning |= hasGoodbye;
    }
    if (hasGoodbye) {
      context.schedule(RecordTtl.GRACE, this::prune);
    }
    if (open) {
      context.execute(() -> askMissing(interfaceName));
    }
  }

  /**
   * Returns whether a packet came from this link (RFC 6762, §11): its source is in a subnet of the
   * link, or it was sent to the group from an IPv4 link-local address. No router forwards those
   * (RFC 3927, §2.7), and a device without DHCP has one, whatever addresses this hub has. A unicast
   * packet from such an address could come from anywhere.
   */
  private static boolean isOfThisLink(Datagram datagram) {
    InetAddress sender = datagram.address();
    return datagram.onLink()
        || datagram.toGroup() && sender instanceof Inet4Address && sender.isLinkLocalAddress();
  }

  /** Sends the queries that a response left open. */
  private void askMissing(String interfaceName) {
    List<Question> questions;
    synchronized (caches) {
      asking = false;
      Optional<LinkCache> cache = caches.known(interfaceName);
      if (cache.isEmpty()) {
        return;
      }
      questions = budget.take(cache.get().takeOpenQuestions(nanos.getAsLong()));
    }
    sender.query(interfaceName, questions, List.of());
  }

  /** Removes withdrawn records. */
  private void prune() {
    synchronized (caches) {
      pruning = false;
      long now = nanos.getAsLong();
      caches.forEach(
          (interfaceName, cache) ->
              cache.prune(now).forEach(host -> reporter.report(host, cache, interfaceName, now)));
    }
  }

  /** Runs the maintenance and schedules the next one, even after a failure. */
  private void tick() {
    try {
      announcer.follow();
      maintain().forEach((interfaceName, due) -> sender.query(interfaceName, due, List.of()));
    } finally {
      context.schedule(TICK, this::tick);
    }
  }

  /** Removes expired records, and returns the questions per link for those about to expire. */
  private Map<String, List<Question>> maintain() {
    Map<String, List<Question>> due = new HashMap<>();
    synchronized (caches) {
      long now = nanos.getAsLong();
      boolean repeat = ++ticks % REPEAT == 0;
      budget.renew();
      caches.forEach(
          (interfaceName, cache) -> {
            Set<CachedHost> touched = cache.prune(now);
            touched.addAll(cache.takeDeferred());
            touched.addAll(repeat ? cache.current() : List.of());
            touched.forEach(host -> reporter.report(host, cache, interfaceName, now));
            due.put(interfaceName, budget.take(cache.due(now)));
          });
    }
    return due;
  }
}
