// SPDX-License-Identifier: Apache-2.0
package io.kitty.discovery;

import io.kitty.device.Endpoint;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** A received UDP packet. The payload is its own copy; nothing else writes to it. */
public final class Datagram {

  private final byte[] payload;
  private final InetSocketAddress source;
  private final String interfaceName;
  private final boolean onLink;
  private final boolean toGroup;

  /**
   * @param payload the whole payload, at most 64 KiB
   * @param source the sender
   * @param interfaceName the interface that received it, {@code ""} if unknown
   * @param onLink whether the sender is in a subnet of that interface
   */
  public Datagram(byte[] payload, InetSocketAddress source, String interfaceName, boolean onLink) {
    this(payload, source, interfaceName, onLink, false);
  }

  /**
   * @param payload the whole payload, at most 64 KiB
   * @param source the sender
   * @param interfaceName the interface that received it, {@code ""} if unknown
   * @param onLink whether the sender is in a subnet of that interface
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

  /** Returns the whole payload; not a copy. */
  public byte[] payload() {
    return payload;
  }

  /** Returns the payload as UTF-8; malformed bytes become U+FFFD. */
  public String text() {
    return new String(payload, StandardCharsets.UTF_8);
  }

  /** Returns the sender. */
  public InetSocketAddress source() {
    return source;
  }

  /** Returns the sender's address. */
  public InetAddress address() {
    return source.getAddress();
  }

  /** Returns the interface that received it, {@code ""} if unknown. */
  public String interfaceName() {
    return interfaceName;
  }

  /** Returns whether the sender is in a subnet of that interface, not behind a router. */
  public boolean onLink() {
    return onLink;
  }

  /**
   * Returns whether it is certain that it was sent to a multicast group on that interface, not to
   * this host alone. Known for IPv4 groups, if the operating system reports it.
   */
  public boolean toGroup() {
    return toGroup;
  }

  /** Returns the sender's address and the receiving interface. */
  public Endpoint endpoint() {
    return new Endpoint(address(), interfaceName);
  }
}
