// SPDX-License-Identifier: Apache-2.0
package io.kitty.announce;

import java.net.InetAddress;
import java.time.Duration;

/**
 * A message to announce, its destination and its period. Immutable.
 *
 * @param message a JSON object of at most {@value #MAX_BYTES} bytes in UTF-8; {@code {ip}} and
 *     {@code {hostname}} in its strings are replaced by this host's address on the interface that a
 *     packet leaves by and by its host name; {@code timestamp} is set to the time of each packet in
 *     epoch seconds
 * @param group the multicast group, IPv4 or IPv6
 * @param port the UDP port, 1 to 65535
 * @param ttl the time to live, or hop limit, 1 to 255
 * @param period the time between two packets, 0.1 s to one day
 */
public record Announcement(String message, InetAddress group, int port, int ttl, Duration period) {

  /** The largest datagram that listeners of the vault family accept (py-vault-multicast: 1400). */
  public static final int MAX_BYTES = 1400;

  /** The shortest period; a shorter one is rejected. */
  public static final Duration SHORTEST_PERIOD = Duration.ofMillis(100);

  /** The longest period; a longer one is rejected. */
  public static final Duration LONGEST_PERIOD = Duration.ofDays(1);

  /**
   * Checks everything except the message, which the announcer checks.
   *
   * @throws IllegalArgumentException if a value is out of range
   */
  public Announcement {
    if (!group.isMulticastAddress()) {
      throw new IllegalArgumentException("group must be a multicast address: " + group);
    }
    if (port < 1 || port > 65535) {
      throw new IllegalArgumentException("port must be 1 to 65535: " + port);
    }
    if (ttl < 1 || ttl > 255) {
      throw new IllegalArgumentException("ttl must be 1 to 255: " + ttl);
    }
    if (period.compareTo(SHORTEST_PERIOD) < 0 || period.compareTo(LONGEST_PERIOD) > 0) {
      throw new IllegalArgumentException("period must be 0.1 s to one day: " + period);
    }
  }
}
