// SPDX-License-Identifier: Apache-2.0
package io.kitty.ssdp;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Optional;

/**
 * Where a description may be fetched from. LOCATION is a stranger's text, and to follow it anywhere
 * would let that stranger reach into the network through this hub: it must be plain http, and its
 * host a literal of the very address that the datagram came from, so that nothing is looked up and
 * nobody but the sender is asked.
 *
 * @param host the sender's address
 * @param uri the whole of LOCATION
 */
record Location(InetAddress host, URI uri) {

  /** The location, if the text is one that may be asked. */
  static Optional<Location> of(String text, InetAddress sender) {
    return uri(text)
        .filter(uri -> "http".equalsIgnoreCase(uri.getScheme()) && isAt(uri, sender))
        .map(uri -> new Location(sender, uri));
  }

  /** The TCP port. */
  int port() {
    return uri.getPort() < 0 ? 80 : uri.getPort();
  }

  /** What stands in the request line. */
  String path() {
    String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    return uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
  }

  /**
   * What stands in the HOST header, without an IPv6 zone, which means nothing to the other side.
   */
  String authority() {
    String name = withoutZone(uri.getHost());
    return uri.getPort() < 0 ? name : name + ":" + uri.getPort();
  }

  /**
   * The page for people that the description names, if it is on the same machine, else the root of
   * the server that the description came from.
   */
  String page(String presentationUrl) {
    return uri(presentationUrl.strip())
        .filter(page -> !presentationUrl.isBlank())
        .flatMap(page -> uri(uri.resolve(page).toString()))
        .filter(page -> page.getScheme().matches("(?i)https?") && isAt(page, host))
        .map(URI::toString)
        .orElseGet(() -> "http://" + uri.getRawAuthority() + "/");
  }

  private static Optional<URI> uri(String text) {
    try {
      return Optional.of(URI.create(URI.create(text).toASCIIString()));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static boolean isAt(URI uri, InetAddress address) {
    return uri.getHost() != null
        && uri.getRawUserInfo() == null
        && uri.getPort() != 0
        && uri.getPort() <= 65535
        && isLiteral(uri.getHost(), address);
  }

  /** Whether a host stands for this address; a name is never looked up. */
  private static boolean isLiteral(String host, InetAddress address) {
    if (!host.startsWith("[")) {
      return host.equals(address.getHostAddress());
    }
    try {
      return InetAddress.getByName(withoutZone(host)).equals(address);
    } catch (UnknownHostException e) {
      return false;
    }
  }

  private static String withoutZone(String host) {
    return host.replaceFirst("%.*]", "]");
  }
}
