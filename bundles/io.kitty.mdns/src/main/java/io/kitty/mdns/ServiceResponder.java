// SPDX-License-Identifier: Apache-2.0
package io.kitty.mdns;

import io.kitty.mdns.dns.DnsName;
import java.io.IOException;
import java.net.InetAddress;

/** Announces the services of this hub from one address, and answers queries for them. */
interface ServiceResponder extends AutoCloseable {

  /** Starts a responder. */
  @FunctionalInterface
  interface Factory {
    /**
     * @param address an address of the interface and family to use
     * @throws IOException if the port cannot be opened there
     */
    ServiceResponder open(InetAddress address, HubPage page) throws IOException;
  }

  /** Returns whether a name is that of its host or of one of its services. */
  boolean owns(DnsName name);

  /** Returns whether it could not receive or send, so that it is to be replaced. */
  boolean failed();

  /** Sends goodbyes and frees the port, which takes seconds. */
  @Override
  void close();
}
