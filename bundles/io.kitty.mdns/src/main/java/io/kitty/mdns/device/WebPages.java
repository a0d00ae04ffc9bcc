// SPDX-License-Identifier: Apache-2.0
package io.kitty.mdns.device;

import io.kitty.mdns.cache.CachedHost;
import io.kitty.mdns.cache.ServiceInstance;
import io.kitty.mdns.type.ServiceTypeTable;
import io.kitty.mdns.type.TxtField;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Determines the web pages of a host's services. */
final class WebPages {

  private static final Pattern URL =
      Pattern.compile("https?://([^/:@]+?|\\[[^/@]+\\])\\.?(?::\\d+)?(?:/.*)?");

  /** The queues of CUPS have a page at the path of their printer URI. */
  private static final Pattern QUEUE = Pattern.compile("/?((?:printers|classes)/.+)");

  private static final Set<String> OVER_TLS = Set.of("_https._tcp", "_ipps._tcp");

  private final CachedHost host;

  WebPages(CachedHost host) {
    this.host = host;
  }

  /**
   * Returns the page of a service; empty if it has none.
   *
   * @param address an address of the host, for a page that is stated by its path only
   */
  Optional<String> of(ServiceInstance instance, InetAddress address) {
    String page = HostStatements.value(instance, TxtField.PAGE);
    return isOwn(page)
        ? Optional.of(page)
        : path(instance).map(path -> root(instance, address) + path);
  }

  /** Returns whether a page is on the host itself; others are ignored. */
  private boolean isOwn(String page) {
    Matcher url = URL.matcher(page);
    return url.matches()
        && (url.group(1).equalsIgnoreCase(host.name().text())
            || host.addresses().stream().anyMatch(a -> literal(a).equals(url.group(1))));
  }

  private static Optional<String> path(ServiceInstance instance) {
    if (ServiceTypeTable.of(instance.name().type()).keys().containsKey(TxtField.PATH)) {
      String path = HostStatements.value(instance, TxtField.PATH);
      return Optional.of(path.startsWith("/") ? path : "/" + path);
    }
    Matcher queue = QUEUE.matcher(HostStatements.value(instance, TxtField.RESOURCE));
    return queue.matches() ? Optional.of("/" + queue.group(1)) : Optional.empty();
  }

  private static String root(ServiceInstance instance, InetAddress address) {
    boolean tls = OVER_TLS.contains(instance.name().type());
    String port = instance.port() == (tls ? 443 : 80) ? "" : ":" + instance.port();
    return (tls ? "https://" : "http://") + literal(address) + port;
  }

  private static String literal(InetAddress address) {
    String text = address.getHostAddress();
    return address instanceof Inet4Address ? text : "[" + text.replaceFirst("%.*", "") + "]";
  }
}
