// SPDX-License-Identifier: Apache-2.0
package io.kitty.notify.targets;

import io.kitty.notify.transport.Transport;
import java.net.URI;

/**
 * What a URL stands for. Its text contains nothing secret.
 *
 * @param name the kind of service, for instance {@code ntfy}
 * @param server the URL of its server
 * @param transport carries the messages to it
 */
record TargetService(String name, URI server, Transport transport) {

  /** Returns the host, and the port if it is not the usual one. */
  String address() {
    return server.getHost() + (server.getPort() < 0 ? "" : ":" + server.getPort());
  }

  @Override
  public String toString() {
    return name + " at " + address();
  }
}
