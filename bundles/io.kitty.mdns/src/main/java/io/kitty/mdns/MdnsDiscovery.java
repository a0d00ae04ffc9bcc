// SPDX-License-Identifier: Apache-2.0
package io.kitty.mdns;

import io.kitty.discovery.Datagram;
import io.kitty.discovery.DatagramPort;
import io.kitty.discovery.DiscoveryContext;
import io.kitty.discovery.NetworkLink;
import io.kitty.discovery.PortSpec;
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
 * mDNS discovery as long as one context lasts. It asks by JmDNS and hears by a port of the hub's,
 * which tells the interface of each message and whether its sender is on the link; of what it hears
 * it keeps a {@link LinkCache} for each link, and reports from there.
 */
final class MdnsDiscovery {

  /** As RFC 6762, §11 asks for. */
  private static final int TTL = 255;

  /** How often what is known is looked through. */
  private static final Duration TICK = Duration.ofSeconds(1);

  /** How often machines are reported, in ticks: an address that is not repeated ends. */
  private static final int REPEAT = 30;

  private final DiscoveryContext context;
  private final QuerySenders askers;
  private final LongSupplier nanos;
  private final HostReporter reporter;
  private final ServiceBrowser browser;

  /** What is known; its monitor guards all that changes here. */
  private final MdnsCache zones;

  private final TickBudget allowance = new TickBudget();
  private int ticks;
  private boolean asking;
  private boolean pruning;

  /**
   * @param types the service types to ask for by name
   * @param nanos the monotonic time
   * @param wall the time of day
   */
  MdnsDiscovery(
      DiscoveryContext context,
      QuerySenders askers,
      List<String> types,
      LongSupplier nanos,
      InstantSource wall) {
    this.context = context;
    this.askers = askers;
    this.nanos = nanos;
    this.zones = new MdnsCache(types, wall);
    this.reporter = new HostReporter(context);
    this.browser = new ServiceBrowser(context, askers, zones, types, nanos);
  }

  /**
   * Opens its ports: the well-known one, and another that answers come back to directly, for
   * machines whose multicast does not get through.
   *
   * @throws IOException if a port cannot be had
   */
  void start(Duration interval, boolean ipv6) throws IOException {
    InetAddress[] groups = ServiceBrowser.groups(ipv6);
    context.open(PortSpec.listening(ServiceBrowser.PORT, groups).ttl(TTL), this::handle);
    DatagramPort direct = context.open(PortSpec.ephemeral().ttl(TTL), this::handle);
    context.onLinks(links -> context.execute(() -> follow(links)));
    context.scan(interval, () -> scan(direct, groups));
    context.schedule(TICK, this::tick);
  }

  private void follow(List<NetworkLink> links) {
    askers.follow(links);
    synchronized (zones) {
      zones.retain(links.stream().map(NetworkLink::name).toList());
    }
  }

  private void scan(DatagramPort direct, InetAddress[] groups) {
    if (!context.closed()) {
      follow(context.links());
      browser.round(direct, groups);
    }
  }

  private void handle(Datagram datagram) {
    DnsMessageReader.read(datagram.payload(), ServiceTypeTable::bytesOf)
        .ifPresentOrElse(message -> handle(message, datagram), () -> context.count("malformed", 1));
  }

  /** Takes in an answer. Only those from this link count. */
  private void handle(DnsMessage message, Datagram datagram) {
    if (!message.response()) {
      return;
    }
    if (!isOfThisLink(datagram)) {
      context.count("off_link", 1);
      return;
    }
    String place = datagram.interfaceName();
    boolean open;
    boolean leaving;
    synchronized (zones) {
      long now = nanos.getAsLong();
      LinkCache zone = zones.of(place);
      for (CachedHost host : zone.handle(message, datagram.address(), reporter.place(place), now)) {
        if (allowance.takeReport(host, datagram.address())) {
          reporter.report(host, zone, place, now);
        } else {
          host.putOff();
        }
      }
      open = !asking && allowance.mayAsk() && zone.hasOpenQuestions();
      asking |= open;
      leaving = !pruning && message.hasGoodbye();
      pruning |= leaving;
    }
    if (leaving) {
      context.schedule(RecordTtl.GRACE, this::prune);
    }
    if (open) {
      context.execute(() -> askMissing(place));
    }
  }

  /**
   * Whether a packet came from this link (RFC 6762, §11): from an address of its networks, or sent
   * to the group from an IPv4 link-local address, which no router passes on (RFC 3927, §2.7) and a
   * machine without DHCP has, whatever addresses this hub has. What is sent to this hub alone could
   * have been sent from anywhere.
   */
  private static boolean isOfThisLink(Datagram datagram) {
    InetAddress sender = datagram.address();
    return datagram.onLink()
        || datagram.toGroup() && sender instanceof Inet4Address && sender.isLinkLocalAddress();
  }

  /** Asks at once for what an answer left open. */
  private void askMissing(String place) {
    List<Question> questions;
    synchronized (zones) {
      asking = false;
      Optional<LinkCache> zone = zones.known(place);
      if (zone.isEmpty()) {
        return;
      }
      questions = allowance.take(zone.get().takeOpenQuestions(nanos.getAsLong()));
    }
    askers.query(place, questions, List.of());
  }

  /** Lets go what was taken back. */
  private void prune() {
    synchronized (zones) {
      pruning = false;
      long now = nanos.getAsLong();
      zones.forEach(
          (place, zone) ->
              zone.prune(now).forEach(host -> reporter.report(host, zone, place, now)));
    }
  }

  /** Looks through what is known, again and again, whatever comes of one time. */
  private void tick() {
    try {
      lookThrough().forEach((place, due) -> askers.query(place, due, List.of()));
    } finally {
      context.schedule(TICK, this::tick);
    }
  }

  /** Lets go what has ended, and tells what is to be asked on each link as it is about to end. */
  private Map<String, List<Question>> lookThrough() {
    Map<String, List<Question>> due = new HashMap<>();
    synchronized (zones) {
      long now = nanos.getAsLong();
      boolean repeat = ++ticks % REPEAT == 0;
      allowance.renew();
      zones.forEach(
          (place, zone) -> {
            Set<CachedHost> touched = zone.prune(now);
            touched.addAll(zone.takePutOff());
            touched.addAll(repeat ? zone.current() : List.of());
            touched.forEach(host -> reporter.report(host, zone, place, now));
            due.put(place, allowance.take(zone.due(now)));
          });
    }
    return due;
  }
}
