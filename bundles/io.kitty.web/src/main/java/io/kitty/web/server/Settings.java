// SPDX-License-Identifier: Apache-2.0
package io.kitty.web.server;

import io.kitty.web.access.OwnName;
import java.net.InetAddress;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/** The validated configuration. */
public record Settings(
    boolean enabled,
    String address,
    int port,
    Set<String> hosts,
    Set<InetAddress> proxies,
    boolean anyoneMayRead,
    int rate,
    int eventBuffer,
    Duration heartbeat) {

  /** The configuration file. */
  public static final String FILE = "etc/io.kitty.web.cfg";

  /** Returns these settings with another address and port. */
  Settings at(String otherAddress, int otherPort) {
    return new Settings(
        enabled,
        otherAddress,
        otherPort,
        hosts,
        proxies,
        anyoneMayRead,
        rate,
        eventBuffer,
        heartbeat);
  }

  /** Returns the address and port in the form of a URL. */
  String authority(int actualPort) {
    return (address.contains(":") ? "[" + address + "]" : address) + ":" + actualPort;
  }

  /** Returns the host names of the server. */
  Set<String> names() {
    Set<String> names = new HashSet<>(hosts);
    names.addAll(OwnName.all());
    names.add(address);
    return names;
  }
}
