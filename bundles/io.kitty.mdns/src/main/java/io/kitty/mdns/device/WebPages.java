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

/** Finds the pages for people that the services of a machine have. */
final class WebPages {

  private static final Pattern URL =
      Pattern.compile("https?://([^/:@]+?|\\[[^/@]+\\])\\.?(?::\\d+)?(?:/.*)?");

  /** The queues of CUPS have a page where they take jobs. */
  private static final Pattern QUEUE = Pattern.compile("/?((?:printers|classes)/.+)");

  private static final Set<String> OVER_TLS = Set.of("_https._tcp", "_ipps._tcp");

  private final CachedHost host;

  WebPages(CachedHost host) {
    this.host = host;
  }

  /**
   * The page of a service; empty where it has none.
   *
   * @param address an address of the machine, for a page that is told by its path only
   */
  Optional<String> of(ServiceInstance offer, InetAddress address) {
    String page = Statements.value(offer, TxtField.PAGE);
    return isOwn(page) ? Optional.of(page) : path(offer).map(path -> root(offer, address) + path);
  }

  /** A page on the machine itself; one elsewhere is none of its own. */
  private boolean isOwn(String page) {
    Matcher url = URL.matcher(page);
    return url.matches()
        && (url.group(1).equalsIgnoreCase(host.name().text())
            || host.addresses().stream().anyMatch(a -> literal(a).equals(url.group(1))));
  }

  private static Optional<String> path(ServiceInstance offer) {
    if (ServiceTypeTable.of(offer.name().type()).keys().containsKey(TxtField.PATH)) {
      String path = Statements.value(offer, TxtField.PATH);
      return Optional.of(path.startsWith("/") ? path : "/" + path);
    }
    Matcher queue = QUEUE.matcher(Statements.value(offer, TxtField.RESOURCE));
    return queue.matches() ? Optional.of("/" + queue.group(1)) : Optional.empty();
  }

  private static String root(ServiceInstance offer, InetAddress address) {
    boolean tls = OVER_TLS.contains(offer.name().type());
    String port = offer.port() == (tls ? 443 : 80) ? "" : ":" + offer.port();
    return (tls ? "https://" : "http://") + literal(address) + port;
  }

  private static String literal(InetAddress address) {
    String text = address.getHostAddress();
    return address instanceof Inet4Address ? text : "[" + text.replaceFirst("%.*", "") + "]";
  }
}
