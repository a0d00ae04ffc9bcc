// SPDX-License-Identifier: Apache-2.0
package io.kitty.net.udp;

import io.kitty.net.link.InterfaceCounters;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;

/**
 * Sends datagrams and counts them; a datagram that cannot be sent is dropped, as UDP may lose it
 * anyway.
 */
final class DatagramSender {

  private DatagramSender() {}

  /** Sends a datagram; returns whether the kernel accepted it. */
  static boolean send(
      DatagramChannel channel,
      byte[] payload,
      InetSocketAddress to,
      String interfaceName,
      InterfaceCounters traffic) {
    try {
      if (channel.send(ByteBuffer.wrap(payload), to) > 0 || payload.length == 0) {
        traffic.count(interfaceName, 0, 1);
        return true;
      }
      traffic.error(interfaceName, "cannot send to " + to + ": the send buffer is full");
    } catch (IOException | RuntimeException e) {
      traffic.error(interfaceName, "cannot send to " + to + ": " + e.getMessage());
    }
    return false;
  }
}
