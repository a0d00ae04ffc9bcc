// SPDX-License-Identifier: Apache-2.0
package io.kitty.core.net;

import io.kitty.discovery.Datagram;
import io.kitty.discovery.PortSpec;
import java.util.function.Consumer;

/** Makes UDP ports; somebody has them {@link UdpPort#follow} the interfaces. */
public final class UdpPortFactory {

  private final UdpReactor reactor;

  public UdpPortFactory(UdpReactor reactor) {
    this.reactor = reactor;
  }

  /**
   * A port that has no socket yet.
   *
   * @param handler told of each datagram by the reactor's thread
   */
  public UdpPort port(PortSpec spec, InterfaceCounters traffic, Consumer<Datagram> handler) {
    return spec.port() == 0
        ? new EphemeralPort(spec, reactor, traffic, handler)
        : new WellKnownPort(spec, reactor, traffic, handler);
  }
}
