// SPDX-License-Identifier: Apache-2.0
package io.kitty.bambu;

import io.kitty.bambu.Announcement.Kind;
import io.kitty.device.Endpoint;
import io.kitty.device.Sighting;
import io.kitty.discovery.Datagram;
import io.kitty.discovery.DatagramPort;
import io.kitty.discovery.DiscoveryContext;
import io.kitty.discovery.PortSpec;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Set;

/** Hears and searches for printers as long as one context lasts. */
final class BambuDiscovery {

  private final DiscoveryContext context;
  private final Duration timeout;
  private final Set<InetAddress> relays;
  private final Set<InetAddress> hosts;

  /**
   * @param timeout how long an announcement holds
   * @param relays the machines whose word on a printer's address is believed
   * @param hosts configured printers
   */
  BambuDiscovery(
      DiscoveryContext context, Duration timeout, Set<InetAddress> relays, Set<InetAddress> hosts) {
    this.context = context;
    this.timeout = timeout;
    this.relays = relays;
    this.hosts = hosts;
  }

  /**
   * Opens its ports: those that printers announce themselves on, and another to search from, as of
   * several programs that share a port only one gets an answer that is sent to it.
   *
   * @throws IOException if a port cannot be had; the message says which
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

  private void handle(Announcement announcement, Datagram datagram) {
    Printer printer = announcement.printer();
    if (printer == null) {
      return; // somebody else searches
    }
    if (!isNear(datagram)) {
      context.count("off_link", 1);
      return;
    }
    Endpoint contact = contact(announcement, datagram);
    String key = printer.key(contact.address());
    if (announcement.kind() == Kind.BYEBYE) {
      context.goodbye(key, contact.address());
    } else {
      context.report(sighting(announcement, printer, key, contact, datagram.address()));
    }
  }

  /**
   * Whether a message may count. Programs that carry broadcasts from one network into another keep
   * the printer's address as the sender's, so that it may come from another network, but from a
   * private one.
   */
  private boolean isNear(Datagram datagram) {
    InetAddress sender = datagram.address();
    return datagram.onLink()
        || sender.isSiteLocalAddress()
        || relays.contains(sender)
        || hosts.contains(sender);
  }

  /** Where the printer is: at the sender's address, unless the sender is known to be a relay. */
  private Endpoint contact(Announcement announcement, Datagram datagram) {
    InetAddress claim = announcement.address(datagram.address());
    return relays.contains(datagram.address()) && !claim.equals(datagram.address())
        ? new Endpoint(claim, "")
        : datagram.endpoint();
  }

  private Sighting sighting(
      Announcement announcement,
      Printer printer,
      String key,
      Endpoint contact,
      InetAddress sender) {
    InetAddress claim = announcement.address(sender);
    boolean relayed = !contact.address().equals(sender);
    boolean claimed = !contact.address().equals(claim);
    return printer
        .sighting(key, contact, timeout)
        .attribute("source", relayed ? sender.getHostAddress() : null)
        .attribute("claimed_ip", claimed ? claim.getHostAddress() : null)
        .reading("max_age", announcement.maxAge())
        .build();
  }
}
