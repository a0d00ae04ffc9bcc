// SPDX-License-Identifier: Apache-2.0
package io.kitty.multicast.group;

import io.kitty.discovery.DatagramPort;
import io.kitty.discovery.NetworkLink;
import io.kitty.multicast.counters.PacketCounters;
import java.net.Inet4Address;

/**
 * Sends to one group, counts the packets, and records them so that their loopback copies are
 * recognised.
 */
public final class GroupSender implements AutoCloseable {

  private final DatagramPort port;
  private final MulticastGroup group;
  private final SentPackets sentPackets;
  private final PacketCounters counters;

  public GroupSender(
      DatagramPort port, MulticastGroup group, SentPackets sentPackets, PacketCounters counters) {
    this.port = port;
    this.group = group;
    this.sentPackets = sentPackets;
    this.counters = counters;
  }

  /** Sends on one interface, if it has an address of the group's family. */
  public void send(byte[] packet, NetworkLink by) {
    boolean ipv4 = group.address() instanceof Inet4Address;
    if (by.subnets().stream().noneMatch(subnet -> subnet.ipv4() == ipv4)) {
      return;
    }
    sentPackets.record(packet);
    if (port.multicast(packet, group.address(), group.port(), by)) {
      counters.sent(packet.length);
    } else {
      counters.failed();
    }
  }

  @Override
  public void close() {
    port.close();
  }
}
