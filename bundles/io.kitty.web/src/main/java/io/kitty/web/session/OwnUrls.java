// SPDX-License-Identifier: Apache-2.0
package io.kitty.web.session;

import io.kitty.discovery.InterfaceFilter;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.channels.ServerSocketChannel;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.ServerConnector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The URLs under which other devices in the network reach the server. */
public final class OwnUrls {

  private static final Logger LOG = LoggerFactory.getLogger(OwnUrls.class);

  private static final int MAX_URLS = 8;

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
            ? of(listening)
            : List.of();
      } catch (IOException e) {
        LOG.debug("The server's addresses are not known", e);
      }
    }
    return List.of();
  }

  static List<String> of(InetSocketAddress listening) throws SocketException {
    InetAddress address = listening.getAddress();
    List<InetAddress> reachable = address.isAnyLocalAddress() ? addresses() : List.of(address);
    return reachable.stream()
        .filter(each -> !each.isLoopbackAddress())
        .map(each -> "http://" + host(each) + ":" + listening.getPort() + "/")
        .limit(MAX_URLS)
        .toList();
  }

  /** The IPv4 addresses of the interfaces that are up, private ones first. */
  private static List<InetAddress> addresses() throws SocketException {
    InterfaceFilter filter = InterfaceFilter.of(InterfaceFilter.DEFAULT);
    return Collections.list(NetworkInterface.getNetworkInterfaces()).stream()
        .filter(each -> filter.test(each.getName()))
        .flatMap(NetworkInterface::inetAddresses)
        .filter(each -> each instanceof Inet4Address && !each.isLinkLocalAddress())
        .sorted(Comparator.comparing(each -> !each.isSiteLocalAddress()))
        .toList();
  }

  private static String host(InetAddress address) {
    String text = address.getHostAddress();
    return address instanceof Inet4Address ? text : "[" + text.replaceFirst("%.*", "") + "]";
  }
}
