// SPDX-License-Identifier: Apache-2.0
package io.kitty.net.link;

import io.kitty.discovery.NetworkLink;
import io.kitty.discovery.Subnet;
import io.kitty.identifier.Identifier;
import io.kitty.identifier.Identifier.Mac;
import java.io.UncheckedIOException;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the interfaces of this host. */
final class InterfaceReader {

  private static final Logger LOG = LoggerFactory.getLogger(InterfaceReader.class);

  private InterfaceReader() {}

  /**
   * Returns all interfaces; the usable ones in the order of their index.
   *
   * @throws UncheckedIOException if they cannot be read now
   */
  static InterfaceTable read() {
    List<NetworkLink> links = new ArrayList<>();
    Map<String, String> unusable = new HashMap<>();
    try {
      for (NetworkInterface nif : Collections.list(NetworkInterface.getNetworkInterfaces())) {
        add(nif, links, unusable);
      }
    } catch (SocketException e) {
      throw new UncheckedIOException(e);
    }
    links.sort(Comparator.comparingInt(NetworkLink::index));
    return new InterfaceTable(links, unusable);
  }

  /** Adds an interface, unless it disappears while it is being read. */
  private static void add(
      NetworkInterface nif, List<NetworkLink> links, Map<String, String> unusable) {
    try {
      List<Subnet> subnets =
          nif.getInterfaceAddresses().stream()
              .filter(Objects::nonNull)
              .map(InterfaceReader::subnet)
              .sorted(Comparator.comparing(Subnet::toString))
              .toList();
      if (!nif.isUp()) {
        unusable.put(nif.getName(), "is down");
      } else if (subnets.isEmpty()) {
        unusable.put(nif.getName(), "has no address");
      } else {
        links.add(
            new NetworkLink(nif.getName(), nif.getIndex(), nif.isLoopback(), mac(nif), subnets));
      }
    } catch (SocketException e) {
      LOG.debug("{} has disappeared", nif.getName(), e);
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
