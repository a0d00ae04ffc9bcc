// SPDX-License-Identifier: Apache-2.0
package io.kitty.core.net;

import io.kitty.discovery.DatagramPort;
import io.kitty.discovery.NetworkLink;
import java.io.IOException;
import java.nio.channels.DatagramChannel;
import java.util.List;

/** A UDP port that follows the interfaces. */
public interface UdpPort extends DatagramPort {

  /**
   * Makes the sockets fit the interfaces: opens what is missing, closes what is gone, and does not
   * touch the rest.
   *
   * @param selected the interfaces to use
   * @param all all interfaces that are up
   * @return whether everything is as it should be; false asks to be tried again
   * @throws IOException if the port cannot be had at all
   */
  boolean follow(List<NetworkLink> selected, List<NetworkLink> all) throws IOException;

  /** The sockets that are open now. */
  List<DatagramChannel> sockets();

  /** Whether it was closed. */
  boolean closed();

  @Override
  void close();
}
