// SPDX-License-Identifier: Apache-2.0
package io.kitty.discovery;

import java.net.InetAddress;
import java.util.List;

/**
 * Which UDP port a provider wants.
 *
 * @param port the port to listen on, shared with other programs of this machine; 0 for one free
 *     port on each interface, from which to ask and where answers come in
 * @param groups the multicast groups to join on every selected interface
 * @param ttl the time to live, or hop limit, of what is sent to groups; 1 to 255
 */
public record PortSpec(int port, List<InetAddress> groups, int ttl) {

  /**
   * @throws IllegalArgumentException if a value is out of its range
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

  /** A free port on each interface, for questions and their answers. */
  public static PortSpec ephemeral() {
    return new PortSpec(0, List.of(), 1);
  }

  /** A well-known port, and the groups to join. */
  public static PortSpec listening(int port, InetAddress... groups) {
    return new PortSpec(port, List.of(groups), 1);
  }

  /** The same with another time to live. */
  public PortSpec ttl(int hops) {
    return new PortSpec(port, groups, hops);
  }
}
