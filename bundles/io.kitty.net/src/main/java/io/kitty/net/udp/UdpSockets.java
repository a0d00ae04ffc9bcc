// SPDX-License-Identifier: Apache-2.0
package io.kitty.net.udp;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ProtocolFamily;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.channels.DatagramChannel;
import org.jspecify.annotations.Nullable;

/** Opens UDP sockets with the options that discovery needs. */
public final class UdpSockets {

  /** The requested receive buffer; the kernel may grant less. */
  static final int RECEIVE_BUFFER = 4 << 20;

  private UdpSockets() {}

  static ProtocolFamily family(InetAddress address) {
    return address instanceof Inet4Address
        ? StandardProtocolFamily.INET
        : StandardProtocolFamily.INET6;
  }

  /**
   * Opens a socket.
   *
   * @param local where to bind it; null for any address and a free port
   * @param shared whether other programs may bind the port too, as discovery's well-known ports
   *     require
   */
  public static DatagramChannel open(
      ProtocolFamily family, @Nullable InetSocketAddress local, boolean shared) throws IOException {
    return shared
        ? SocketInodes.noted(() -> bound(family, local, true))
        : bound(family, local, false);
  }

  private static DatagramChannel bound(
      ProtocolFamily family, @Nullable InetSocketAddress local, boolean shared) throws IOException {
    DatagramChannel channel = DatagramChannel.open(family);
    try {
      if (shared) {
        share(channel);
      }
      channel.setOption(StandardSocketOptions.SO_BROADCAST, true);
      channel.setOption(StandardSocketOptions.SO_RCVBUF, RECEIVE_BUFFER);
      return channel.bind(local);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /** Lets other programs bind the port of a socket too. */
  public static void share(DatagramChannel channel) throws IOException {
    channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
    if (channel.supportedOptions().contains(StandardSocketOptions.SO_REUSEPORT)) {
      channel.setOption(StandardSocketOptions.SO_REUSEPORT, true);
    }
  }

  /** Sets the outgoing interface of multicast. */
  public static void multicastFrom(DatagramChannel channel, NetworkInterface nif, int ttl)
      throws IOException {
    channel.setOption(StandardSocketOptions.IP_MULTICAST_IF, nif);
    channel.setOption(StandardSocketOptions.IP_MULTICAST_TTL, ttl);
  }

  static NetworkInterface nif(int index) throws IOException {
    NetworkInterface nif = NetworkInterface.getByIndex(index);
    if (nif == null) {
      throw new IOException("the interface is gone");
    }
    return nif;
  }
}
