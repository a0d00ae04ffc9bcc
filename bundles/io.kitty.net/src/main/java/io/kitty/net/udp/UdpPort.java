// SPDX-License-Identifier: Apache-2.0
package io.kitty.net.udp;

import io.kitty.discovery.DatagramPort;
import io.kitty.discovery.NetworkLink;
import java.io.IOException;
import java.nio.channels.DatagramChannel;
import java.util.List;

/** A UDP port that follows the interfaces. */
public interface UdpPort extends DatagramPort {

  /**
   * Opens the missing sockets and closes those of removed interfaces; the rest stay.
   *
   * @param selected the interfaces to use
   * @param all all interfaces that are up
   * @return whether all sockets are open; false requests a retry
   * @throws IOException if the port cannot be opened at all
   */
  boolean follow(List<NetworkLink> selected, List<NetworkLink> all) throws IOException;

  /** Returns the open sockets. */
  List<DatagramChannel> sockets();

  /** Returns whether it was closed. */
  boolean closed();

  @Override
  void close();
}
