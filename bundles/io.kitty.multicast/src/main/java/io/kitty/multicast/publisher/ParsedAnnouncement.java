// SPDX-License-Identifier: Apache-2.0
package io.kitty.multicast.publisher;

import io.kitty.announce.Announcement;
import io.kitty.discovery.NetworkLink;
import io.kitty.discovery.Subnet;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

/** An announcement whose message has been read. */
record ParsedAnnouncement(Announcement announcement, MessageTemplate template) {

  /**
   * Reads the message of an announcement.
   *
   * @throws IllegalArgumentException if it is no JSON object, or too long once it is filled in
   */
  static ParsedAnnouncement of(Announcement announcement) {
    boolean ipv6 = !(announcement.group() instanceof Inet4Address);
    return new ParsedAnnouncement(announcement, MessageTemplate.of(announcement.message(), ipv6));
  }

  /** Whether the other is said at the same place in the same rhythm, whatever it says. */
  boolean sameWay(ParsedAnnouncement other) {
    Announcement one = announcement;
    Announcement two = other.announcement;
    return one.group().equals(two.group())
        && one.port() == two.port()
        && one.ttl() == two.ttl()
        && one.period().equals(two.period());
  }

  /** The packet that leaves by an interface; empty where that does not speak the group's family. */
  Optional<byte[]> packet(NetworkLink link, Instant now) {
    return address(link).map(address -> template.fill(address.getHostAddress(), now));
  }

  /** The interface's address; one that is known beyond the link, if there is one. */
  private Optional<InetAddress> address(NetworkLink link) {
    boolean ipv4 = announcement.group() instanceof Inet4Address;
    return link.subnets().stream()
        .filter(subnet -> subnet.ipv4() == ipv4)
        .map(Subnet::address)
        .min(Comparator.comparing(InetAddress::isLinkLocalAddress))
        .map(ParsedAnnouncement::withoutScope);
  }

  /** The interface's name means nothing to others. */
  private static InetAddress withoutScope(InetAddress address) {
    try {
      return InetAddress.getByAddress(address.getAddress());
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }
}
