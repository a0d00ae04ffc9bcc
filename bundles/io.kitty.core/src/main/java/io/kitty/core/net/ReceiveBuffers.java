// SPDX-License-Identifier: Apache-2.0
package io.kitty.core.net;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.DatagramChannel;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Tells whether the kernel may have dropped what came in faster than it was read: how large a
 * buffer each socket was granted of what was asked for, and what was dropped.
 */
public final class ReceiveBuffers {

  private ReceiveBuffers() {}

  /**
   * Counters of sockets: {@code receive_buffer_asked} and the smallest {@code
   * receive_buffer_granted} in bytes, and {@code kernel_drops} in datagrams where the kernel tells.
   */
  public static Map<String, Long> counters(Collection<UdpPort> ports) {
    Map<Integer, Long> drops = KernelDrops.byPort();
    Map<String, Long> counters = new TreeMap<>();
    for (UdpPort port : ports) {
      for (DatagramChannel socket : port.sockets()) {
        try {
          long granted = socket.getOption(StandardSocketOptions.SO_RCVBUF);
          counters.merge("receive_buffer_granted", granted, Math::min);
          counters.put("receive_buffer_asked", (long) UdpSockets.RECEIVE_BUFFER);
        } catch (IOException e) {
          continue; // closed meanwhile
        }
      }
    }
    localPorts(ports)
        .forEach(port -> counters.merge("kernel_drops", drops.getOrDefault(port, 0L), Long::sum));
    return counters;
  }

  private static Collection<Integer> localPorts(Collection<UdpPort> ports) {
    return ports.stream()
        .flatMap(port -> port.sockets().stream())
        .map(ReceiveBuffers::localPort)
        .filter(port -> port > 0)
        .collect(Collectors.toSet());
  }

  private static int localPort(DatagramChannel socket) {
    try {
      return socket.getLocalAddress() instanceof InetSocketAddress local ? local.getPort() : 0;
    } catch (IOException e) {
      return 0;
    }
  }
}
