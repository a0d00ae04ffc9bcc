// SPDX-License-Identifier: Apache-2.0
package io.kitty.multicast;

import io.kitty.discovery.DatagramPort;
import io.kitty.discovery.NetworkLink;
import java.net.Inet4Address;

/** Sends to one group, counts it, and remembers it until the group gives it back. */
public final class GroupSender implements AutoCloseable {

  private final DatagramPort port;
  private final MulticastGroup group;
  private final OwnPublications publications;
  private final PacketCounters meter;

  public GroupSender(
      DatagramPort port, MulticastGroup group, OwnPublications publications, PacketCounters meter) {
    this.port = port;
    this.group = group;
    this.publications = publications;
    this.meter = meter;
  }

  /** Sends by one interface, if it speaks the group's address family. */
  public void send(byte[] packet, NetworkLink by) {
    boolean ipv4 = group.address() instanceof Inet4Address;
    if (by.subnets().stream().noneMatch(subnet -> subnet.ipv4() == ipv4)) {
      return;
    }
    publications.remember(packet);
    if (port.multicast(packet, group.address(), group.port(), by)) {
      meter.sent(packet.length);
    } else {
      meter.failed();
    }
  }

  @Override
  public void close() {
    port.close();
  }
}
