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
 * Where a printer is: at the address that is configured, else where it answers, else at that of the
 * interface it is asked by. Only IPv4 addresses can be announced.
 *
 * @param answering the address it answers at; null for all of this host
 * @param configured the address to announce; null if there is none
 */
record AdvertisedAddress(@Nullable InetAddress answering, @Nullable InetAddress configured) {

  /**
   * @throws IOException if the address to answer at is none; the message says so
   */
  static AdvertisedAddress of(BindServerConfig config) throws IOException {
    InetAddress answering = address("bind.address", config.bind_address());
    InetAddress advertised = address("advertise.address", config.advertise_address());
    return new AdvertisedAddress(
        answering,
        advertised == null && answering instanceof Inet4Address ? answering : advertised);
  }

  /**
   * The pattern of these keys allows no host names, so that nothing is asked for in the network.
   */
  private static @Nullable InetAddress address(String key, String literal) throws IOException {
    try {
      return literal.isEmpty() ? null : InetAddress.getByName(literal);
    } catch (UnknownHostException e) {
      throw new IOException(key + " = " + literal + " is no IP address", e);
    }
  }

  /** Where it is for those at an interface; empty where that has no IPv4 address. */
  Optional<InetAddress> at(NetworkLink link) {
    return configured != null
        ? Optional.of(configured)
        : link.subnets().stream().filter(Subnet::ipv4).map(Subnet::address).findFirst();
  }
}
