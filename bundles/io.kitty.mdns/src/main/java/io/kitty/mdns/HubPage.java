// SPDX-License-Identifier: Apache-2.0
package io.kitty.mdns;

import io.kitty.commons.HostName;
import io.kitty.hub.HubModule;
import io.kitty.mdns.dns.DnsName;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The page of this hub, as it is announced.
 *
 * @param address the address that it listens on
 * @param hostName the name of this host
 * @param id identifies the hub
 * @param version the hub's version
 */
record HubPage(int port, InetAddress address, String hostName, String id, String version) {

  private static final String KITTY = "_kitty._tcp";

  /** The service types under which the page is announced. */
  static final List<String> TYPES = List.of(KITTY, "_http._tcp");

  private static final int MAX_LABEL = 40;

  /**
   * Reads the properties of a module's service; empty if the module serves no page, or on a
   * loopback address only.
   *
   * @param idFile where the hub's id is kept, and created if absent
   */
  static Optional<HubPage> of(Map<String, ?> properties, Path idFile, String version) {
    if (properties.get(HubModule.PORT) instanceof Integer port
        && properties.get(HubModule.ADDRESS) instanceof String address) {
      try {
        InetAddress bound = InetAddress.getByName(address);
        return bound.isLoopbackAddress()
            ? Optional.empty()
            : Optional.of(new HubPage(port, bound, HostName.get(), id(idFile), version));
      } catch (UnknownHostException e) {
        return Optional.empty();
      }
    }
    return Optional.empty();
  }

  /** Returns whether a page is that of the module with these properties. */
  static boolean isOf(@Nullable HubPage page, Map<String, ?> properties) {
    return page != null && Integer.valueOf(page.port).equals(properties.get(HubModule.PORT));
  }

  private static String id(Path file) {
    try {
      if (Files.exists(file)) {
        return UUID.fromString(Files.readString(file).strip()).toString();
      }
    } catch (IOException | IllegalArgumentException e) {
      // written anew
    }
    String id = UUID.randomUUID().toString();
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.writeString(file, id + "\n");
    } catch (IOException e) {
      return id; // for this run only
    }
    return id;
  }

  /** Returns whether it can be reached at an address of this host from the network. */
  boolean isServedAt(InetAddress own) {
    return address.isAnyLocalAddress() ? !own.isLoopbackAddress() : address.equals(own);
  }

  /**
   * Returns the host label to announce. It differs from the host's own name, whose records are
   * those of the system's responder.
   */
  String host() {
    String label = DnsName.lower(hostName.split("\\.", -1)[0]).replaceAll("[^a-z0-9-]", "-");
    return "kitty-" + label.substring(0, Math.min(label.length(), MAX_LABEL));
  }

  /** Returns the name of the service instances. */
  String instance() {
    String label = hostName.split("\\.", -1)[0];
    return "Kitty Discovery on " + label.substring(0, Math.min(label.length(), MAX_LABEL));
  }

  /** Returns the TXT record of a service type. */
  Map<String, String> txt(String type) {
    Map<String, String> txt = new LinkedHashMap<>();
    if (type.equals(KITTY)) {
      txt.put("txtvers", "1");
      txt.put("id", id);
      txt.put("version", version);
    }
    txt.put("path", "/");
    return txt;
  }
}
