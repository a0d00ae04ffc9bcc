// SPDX-License-Identifier: Apache-2.0
package io.kitty.discovery;

import java.net.InetAddress;
import java.util.List;

/**
 * The UDP port that a provider requests.
 *
 * @param port the port to listen on, shared with other programs of this host; 0 for an ephemeral
 *     port on each interface, to send queries from and receive replies on
 * @param groups the multicast groups to join on every selected interface
 * @param ttl the time to live, or hop limit, of packets sent to groups; 1 to 255
 */
public record PortSpec(int port, List<InetAddress> groups, int ttl) {

  /**
   * @throws IllegalArgumentException if a value is out of range
   */
  public PortSpec {
    if (port < 0 || port > 65535) {
      throw new IllegalArgumentException("port must be 0 to 65535: " + port);
    }
    if (ttl < 1 || ttl > 255) {
      throw new IllegalArgumentException("ttl must be 1 to 255: " + ttl);
    }
    groups = List.copyOf(groups);
    for (InetAddress group : groups) {
      if (!group.isMulticastAddress()) {
        throw new IllegalArgumentException("not a multicast group: " + group);
      }
    }
  }

  /** Returns an ephemeral port on each interface, for queries and their replies. */
  public static PortSpec ephemeral() {
    return new PortSpec(0, List.of(), 1);
  }

  /** Returns a well-known port with groups to join. */
  public static PortSpec listening(int port, InetAddress... groups) {
    return new PortSpec(port, List.of(groups), 1);
  }

  /** Returns a copy with another time to live. */
  public PortSpec ttl(int hops) {
    return new PortSpec(port, groups, hops);
  }
}
