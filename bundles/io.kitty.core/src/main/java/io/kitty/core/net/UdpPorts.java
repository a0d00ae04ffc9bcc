// SPDX-License-Identifier: Apache-2.0
package io.kitty.core.net;

import io.kitty.discovery.Datagram;
import io.kitty.discovery.PortSpec;
import java.util.function.Consumer;

/** Makes UDP ports; somebody has them {@link UdpPort#follow} the interfaces. */
public final class UdpPorts {

  private final Reactor reactor;

  public UdpPorts(Reactor reactor) {
    this.reactor = reactor;
  }

  /**
   * A port that has no socket yet.
   *
   * @param handler told of each datagram by the reactor's thread
   */
  public UdpPort port(PortSpec spec, Traffic traffic, Consumer<Datagram> handler) {
    return spec.port() == 0
        ? new AskingPort(spec, reactor, traffic, handler)
        : new ListeningPort(spec, reactor, traffic, handler);
  }
}
