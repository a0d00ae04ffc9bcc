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

  /** Sends to one address, through the interface that leads there. */
  void send(byte[] payload, InetSocketAddress to);

  /**
   * Sends to a multicast group through every selected interface that has an address of the group's
   * family.
   */
  void multicast(byte[] payload, InetAddress group, int port);

  /**
   * Sends to a multicast group through one interface; does nothing if that is not selected or not
   * up.
   *
   * @return whether it was sent
   */
  boolean multicast(byte[] payload, InetAddress group, int port, NetworkLink link);

  /** Sends to the directed IPv4 broadcast address of every subnet of every selected interface. */
  void broadcast(byte[] payload, int port);

  /**
   * Sends a directed broadcast through one interface; does nothing if that is not selected or not
   * up.
   */
  void broadcast(byte[] payload, int port, NetworkLink link);

  /**
   * Sends to 255.255.255.255 from each IPv4 address of every selected interface, through that
   * interface, for devices with a wrong netmask. Only an ephemeral port does this, as it has one
   * socket per address; a well-known port sends nothing.
   */
  void limitedBroadcast(byte[] payload, int port);

  /**
   * Closes the sockets. Closing twice has no effect; the context closes ports that were left open.
   */
  @Override
  void close();
}
