// SPDX-License-Identifier: Apache-2.0
package io.kitty.commons.hub;

import io.kitty.discovery.InterfaceFilter;
import io.kitty.hub.HubModule;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The URLs under which other devices in the network reach a server of this host. */
public final class HubUrls {

  private static final Logger LOG = LoggerFactory.getLogger(HubUrls.class);

  private static final int MAX_URLS = 8;

  private HubUrls() {}

  /**
   * Returns the URLs of a server, the likeliest first; none if it listens on a loopback address
   * only.
   *
   * @param listening the address and port on which it listens
   */
  public static List<String> of(InetSocketAddress listening) throws SocketException {
    InetAddress address = listening.getAddress();
    List<InetAddress> reachable = address.isAnyLocalAddress() ? addresses() : List.of(address);
    return reachable.stream()
        .filter(each -> !each.isLoopbackAddress())
        .map(each -> "http://" + host(each) + ":" + listening.getPort() + "/")
        .limit(MAX_URLS)
        .toList();
  }

  /**
   * Returns the likeliest URL of the page that a module of the hub serves.
   *
   * @param properties the properties of the module's service
   * @return {@code ""} if it serves none that others reach
   */
  public static String page(Map<String, ?> properties) {
    if (properties.get(HubModule.PORT) instanceof Integer port
        && properties.get(HubModule.ADDRESS) instanceof String address) {
      try {
        return of(new InetSocketAddress(address, port)).stream().findFirst().orElse("");
      } catch (SocketException e) {
        LOG.debug("The addresses of this host are not known", e);
      }
    }
    return "";
  }

  /** Returns the IPv4 addresses of the interfaces that are up, private ones first. */
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
