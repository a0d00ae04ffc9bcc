// SPDX-License-Identifier: Apache-2.0
package io.kitty.discovery;

import io.kitty.device.Endpoint;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** A UDP packet as it came in. The payload is a copy of its own; nobody else writes to it. */
public final class Datagram {

  private final byte[] payload;
  private final InetSocketAddress source;
  private final String interfaceName;
  private final boolean onLink;
  private final boolean toGroup;

  /**
   * @param payload the whole payload, at most 64 KiB
   * @param source the sender
   * @param interfaceName the interface it came in by, {@code ""} where that cannot be told
   * @param onLink whether the sender is in a network of that interface
   */
  public Datagram(byte[] payload, InetSocketAddress source, String interfaceName, boolean onLink) {
    this(payload, source, interfaceName, onLink, false);
  }

  /**
   * @param payload the whole payload, at most 64 KiB
   * @param source the sender
   * @param interfaceName the interface it came in by, {@code ""} where that cannot be told
   * @param onLink whether the sender is in a network of that interface
   * @param toGroup whether it is certain that it was sent to a multicast group
   */
  public Datagram(
      byte[] payload,
      InetSocketAddress source,
      String interfaceName,
      boolean onLink,
      boolean toGroup) {
    this.payload = payload;
    this.source = source;
    this.interfaceName = interfaceName;
    this.onLink = onLink;
    this.toGroup = toGroup;
  }

  /** The whole payload; not a copy. */
  public byte[] payload() {
    return payload;
  }

  /** The payload as UTF-8; malformed bytes become U+FFFD. */
  public String text() {
    return new String(payload, StandardCharsets.UTF_8);
  }

  /** The sender. */
  public InetSocketAddress source() {
    return source;
  }

  /** The sender's address. */
  public InetAddress address() {
    return source.getAddress();
  }

  /** The interface it came in by, {@code ""} where that cannot be told. */
  public String interfaceName() {
    return interfaceName;
  }

  /** Whether the sender is in a network of that interface, and not behind a router. */
  public boolean onLink() {
    return onLink;
  }

  /**
   * Whether it is certain that it was sent to a multicast group, by that interface, and not to this
   * machine alone. Known of IPv4 groups, where the system can tell.
   */
  public boolean toGroup() {
    return toGroup;
  }

  /** Where the sender was met. */
  public Endpoint endpoint() {
    return new Endpoint(address(), interfaceName);
  }
}
