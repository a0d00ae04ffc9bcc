// SPDX-License-Identifier: Apache-2.0
package io.kitty.discovery;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.osgi.annotation.versioning.ProviderType;

/**
 * A UDP port on every selected interface. Sending never blocks and never throws: a packet that
 * could not be sent is counted and noted in the protocol's status, as UDP may lose it anyway.
 */
@ProviderType
public interface DatagramPort extends AutoCloseable {

  /** Sends to one address, by the interface that leads there. */
  void send(byte[] payload, InetSocketAddress to);

  /** Sends to a multicast group, by every selected interface that speaks its address family. */
  void multicast(byte[] payload, InetAddress group, int port);

  /**
   * The same by one interface only; nothing happens where that is not selected, or not up.
   *
   * @return whether it has left
   */
  boolean multicast(byte[] payload, InetAddress group, int port, NetworkLink by);

  /** Sends to the directed IPv4 broadcast address of every network of every selected interface. */
  void broadcast(byte[] payload, int port);

  /** The same by one interface only; nothing happens where that is not selected, or not up. */
  void broadcast(byte[] payload, int port, NetworkLink by);

  /**
   * Sends to 255.255.255.255, from each IPv4 address of every selected interface and by that
   * interface, for machines that know their network less well than this hub. Only a free port can,
   * which has a socket for each address; one that listens on a well-known port sends nothing.
   */
  void limitedBroadcast(byte[] payload, int port);

  /** Frees the sockets. Closing twice is harmless; the context closes what was left open. */
  @Override
  void close();
}
