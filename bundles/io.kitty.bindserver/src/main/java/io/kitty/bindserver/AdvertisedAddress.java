// SPDX-License-Identifier: Apache-2.0
package io.kitty.bindserver;

import io.kitty.discovery.NetworkLink;
import io.kitty.discovery.Subnet;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The address of a printer: the configured one, otherwise the one that it listens on, otherwise
 * that of the interface of the request. Only IPv4 addresses can be announced.
 *
 * @param listening the address that it listens on; null for all addresses of this host
 * @param configured the address to announce; null for none
 */
record AdvertisedAddress(@Nullable InetAddress listening, @Nullable InetAddress configured) {

  /**
   * @throws IOException if the address to listen on is invalid; the message says so
   */
  static AdvertisedAddress of(BindServerProvider.Config config) throws IOException {
    InetAddress listening = address("bind.address", config.bind_address());
    InetAddress advertised = address("advertise.address", config.advertise_address());
    return new AdvertisedAddress(
        listening,
        advertised == null && listening instanceof Inet4Address ? listening : advertised);
  }

  /** The pattern of these keys allows no host names, so that no DNS query is sent. */
  private static @Nullable InetAddress address(String key, String literal) throws IOException {
    try {
      return literal.isEmpty() ? null : InetAddress.getByName(literal);
    } catch (UnknownHostException e) {
      throw new IOException(key + " = " + literal + " is no IP address", e);
    }
  }

  /** Returns the address for an interface; empty if it has no IPv4 address. */
  Optional<InetAddress> at(NetworkLink link) {
    return configured != null
        ? Optional.of(configured)
        : link.subnets().stream().filter(Subnet::ipv4).map(Subnet::address).findFirst();
  }
}
