// SPDX-License-Identifier: Apache-2.0
package io.kitty.net.udp;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.channels.DatagramChannel;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/**
 * Reports how large a receive buffer each socket was granted, and what the kernel dropped because
 * packets arrived faster than they were read.
 */
public final class ReceiveBuffers {

  private ReceiveBuffers() {}

  /**
   * Returns the counters of sockets: {@code receive_buffer_asked} and the smallest {@code
   * receive_buffer_granted} in bytes, and {@code kernel_drops} in datagrams, if the kernel reports
   * them.
   */
  public static Map<String, Long> counters(Collection<UdpPort> ports) {
    Map<String, Long> counters = new TreeMap<>();
    for (UdpPort port : ports) {
      for (DatagramChannel socket : port.sockets()) {
        try {
          long granted = socket.getOption(StandardSocketOptions.SO_RCVBUF);
          counters.merge("receive_buffer_granted", granted, Math::min);
          counters.merge("kernel_drops", KernelDrops.of(socket), Long::sum);
          counters.put("receive_buffer_asked", (long) UdpSockets.RECEIVE_BUFFER);
        } catch (IOException e) {
          continue; // closed meanwhile
        }
      }
    }
    return counters;
  }
}
