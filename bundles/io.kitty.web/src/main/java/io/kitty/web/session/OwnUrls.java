// SPDX-License-Identifier: Apache-2.0
package io.kitty.web.session;

import io.kitty.commons.hub.HubUrls;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.util.List;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.ServerConnector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The URLs under which other devices in the network reach the server. */
public final class OwnUrls {

  private static final Logger LOG = LoggerFactory.getLogger(OwnUrls.class);

  private OwnUrls() {}

  /**
   * Returns the URLs of the server that got a request, the likeliest first; none if it listens on
   * the loopback address only.
   */
  public static List<String> of(Request request) {
    if (request.getConnectionMetaData().getConnector() instanceof ServerConnector connector
        && connector.getTransport() instanceof ServerSocketChannel channel) {
      try {
        return channel.getLocalAddress() instanceof InetSocketAddress listening
            ? HubUrls.of(listening)
            : List.of();
      } catch (IOException e) {
        LOG.debug("The server's addresses are not known", e);
      }
    }
    return List.of();
  }
}
