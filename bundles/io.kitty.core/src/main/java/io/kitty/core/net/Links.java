// SPDX-License-Identifier: Apache-2.0
package io.kitty.core.net;

import io.kitty.device.Identifier;
import io.kitty.device.Identifier.Mac;
import io.kitty.discovery.Link;
import io.kitty.discovery.Subnet;
import java.io.UncheckedIOException;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads the interfaces of this machine. */
final class Links {

  private Links() {}

  /**
   * All interfaces that are up and have an address, in the order of their index.
   *
   * @throws UncheckedIOException if they cannot be read now
   */
  static List<Link> read() {
    try {
      return NetworkInterface.networkInterfaces()
          .map(Links::link)
          .filter(Objects::nonNull)
          .sorted(Comparator.comparingInt(Link::index))
          .toList();
    } catch (SocketException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** An interface may vanish while it is being read: then it is not there. */
  private static @Nullable Link link(NetworkInterface nif) {
    try {
      List<Subnet> subnets =
          nif.getInterfaceAddresses().stream()
              .filter(Objects::nonNull)
              .map(Links::subnet)
              .sorted(Comparator.comparing(Subnet::toString))
              .toList();
      if (!nif.isUp() || subnets.isEmpty()) {
        return null;
      }
      return new Link(nif.getName(), nif.getIndex(), nif.isLoopback(), mac(nif), subnets);
    } catch (SocketException e) {
      return null;
    }
  }

  private static Subnet subnet(InterfaceAddress address) {
    return new Subnet(address.getAddress(), address.getNetworkPrefixLength());
  }

  private static @Nullable Mac mac(NetworkInterface nif) throws SocketException {
    byte[] bytes = nif.getHardwareAddress();
    return bytes == null
        ? null
        : (Mac) Identifier.mac(HexFormat.of().formatHex(bytes)).orElse(null);
  }
}
