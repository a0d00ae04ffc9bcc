// SPDX-License-Identifier: Apache-2.0
package io.kitty.net.udp;

import io.kitty.discovery.Datagram;
import io.kitty.discovery.PortSpec;
import io.kitty.net.link.InterfaceCounters;
import java.util.function.Consumer;

/** Creates UDP ports; the caller makes them {@link UdpPort#follow} the interfaces. */
public final class UdpPortFactory {

  private final UdpReactor reactor;

  public UdpPortFactory(UdpReactor reactor) {
    this.reactor = reactor;
  }

  /**
   * Creates a port without sockets.
   *
   * @param handler receives each datagram on the reactor's thread
   */
  public UdpPort port(PortSpec spec, InterfaceCounters traffic, Consumer<Datagram> handler) {
    return spec.port() == 0
        ? new EphemeralPort(spec, reactor, traffic, handler)
        : new WellKnownPort(spec, reactor, traffic, handler);
  }
}
