// SPDX-License-Identifier: Apache-2.0
package io.kitty.bambu;

import io.kitty.bambu.announcement.AnnouncementParser;
import io.kitty.bambu.announcement.PrinterAnnouncement;
import io.kitty.bambu.announcement.PrinterAnnouncement.Kind;
import io.kitty.bambu.announcement.SearchRequest;
import io.kitty.bambu.printer.KeyHint;
import io.kitty.bambu.printer.Printer;
import io.kitty.device.Endpoint;
import io.kitty.device.Fact;
import io.kitty.device.Sighting;
import io.kitty.discovery.Datagram;
import io.kitty.discovery.DatagramPort;
import io.kitty.discovery.DiscoveryContext;
import io.kitty.discovery.PortSpec;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Set;

/** Listens and searches for printers in one context. */
final class BambuDiscovery {

  private final DiscoveryContext context;
  private final Duration timeout;
  private final Set<InetAddress> relays;
  private final Set<InetAddress> hosts;
  private final KeyHint hint;

  /**
   * @param timeout the lifetime of an announcement
   * @param relays the hosts whose statements about a printer's address are trusted
   * @param hosts configured printers
   * @param hint what is said of printers whose access code is missing
   */
  BambuDiscovery(
      DiscoveryContext context,
      Duration timeout,
      Set<InetAddress> relays,
      Set<InetAddress> hosts,
      KeyHint hint) {
    this.context = context;
    this.timeout = timeout;
    this.relays = relays;
    this.hosts = hosts;
    this.hint = hint;
  }

  /**
   * Opens its ports: those of announcements, and another for searches, as a unicast response to a
   * shared port reaches only one of the programs that share it.
   *
   * @throws IOException if a port cannot be opened; the message says which
   */
  DatagramPort open() throws IOException {
    listen(SearchRequest.BROADCAST_PORT);
    listen(SearchRequest.MULTICAST_PORT);
    listen(SearchRequest.SSDP_PORT);
    return context.open(PortSpec.ephemeral().ttl(SearchRequest.TTL), this::handle);
  }

  private void listen(int port) throws IOException {
    try {
      context.open(PortSpec.listening(port, SearchRequest.GROUP), this::handle);
    } catch (IOException e) {
      throw new IOException("cannot listen on UDP port " + port + ": " + e.getMessage(), e);
    }
  }

  private void handle(Datagram datagram) {
    AnnouncementParser.parse(datagram.payload())
        .ifPresent(announcement -> handle(announcement, datagram));
  }

  private void handle(PrinterAnnouncement announcement, Datagram datagram) {
    Printer printer = announcement.printer();
    if (printer == null) {
      return; // a search by another program
    }
    if (!isAcceptedSender(datagram)) {
      context.count("off_link", 1);
      return;
    }
    Endpoint endpoint = endpoint(announcement, datagram);
    String key = printer.key(endpoint.address());
    if (announcement.kind() == Kind.BYEBYE) {
      context.goodbye(key, endpoint.address());
    } else {
      context.report(sighting(announcement, printer, key, endpoint, datagram.address()));
    }
  }

  /**
   * Returns whether a message counts. Programs that carry broadcasts from one network into another
   * keep the printer's address as the source, so it may be off-link, but must then be private.
   */
  private boolean isAcceptedSender(Datagram datagram) {
    InetAddress sender = datagram.address();
    return datagram.onLink()
        || sender.isSiteLocalAddress()
        || relays.contains(sender)
        || hosts.contains(sender);
  }

  /** Returns the printer's address: the sender's, unless the sender is a configured relay. */
  private Endpoint endpoint(PrinterAnnouncement announcement, Datagram datagram) {
    InetAddress claim = announcement.address(datagram.address());
    return relays.contains(datagram.address()) && !claim.equals(datagram.address())
        ? new Endpoint(claim, "")
        : datagram.endpoint();
  }

  private Sighting sighting(
      PrinterAnnouncement announcement,
      Printer printer,
      String key,
      Endpoint endpoint,
      InetAddress sender) {
    InetAddress claim = announcement.address(sender);
    boolean relayed = !endpoint.address().equals(sender);
    boolean claimed = !endpoint.address().equals(claim);
    return printer
        .sighting(key, endpoint, timeout)
        .fact(Fact.NEEDS_KEY, hint.of(printer))
        .attribute("source", relayed ? sender.getHostAddress() : null)
        .attribute("claimed_ip", claimed ? claim.getHostAddress() : null)
        .reading("max_age", announcement.maxAge())
        .build();
  }
}
