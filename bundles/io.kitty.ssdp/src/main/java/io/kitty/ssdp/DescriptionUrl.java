// SPDX-License-Identifier: Apache-2.0
package io.kitty.ssdp;

import java.net.InetAddress;
import java.net.ProtocolException;
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
record DescriptionUrl(InetAddress host, URI uri) {

  /** The location, if the text is one that may be asked. */
  static Optional<DescriptionUrl> of(String text, InetAddress sender) {
    return uri(text)
        .filter(uri -> "http".equalsIgnoreCase(uri.getScheme()) && isAt(uri, sender))
        .map(uri -> new DescriptionUrl(sender, uri));
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
   * Where the server says that the document is now.
   *
   * @param text what it says, relative to this location or not
   * @throws ProtocolException if that is another server
   */
  DescriptionUrl moved(String text) throws ProtocolException {
    return uri(text.strip())
        .flatMap(to -> of(resolved(uri, to).toString(), host))
        .filter(to -> to.port() == port())
        .orElseThrow(() -> new ProtocolException("it redirects to another server"));
  }

  /**
   * The page for people that the description names, if it is on the same machine, else the root of
   * the server that it is on.
   *
   * @param presentationUrl the page, relative or not; {@code ""} for none
   * @param urlBase what it is relative to; {@code ""} for this location, which is also what counts
   *     if the base is on another machine
   */
  String page(String presentationUrl, String urlBase) {
    URI base = uri(urlBase.strip()).filter(this::isPage).orElse(uri);
    return uri(presentationUrl.strip())
        .filter(page -> !presentationUrl.isBlank())
        .map(page -> resolved(base, page))
        .filter(this::isPage)
        .map(URI::toString)
        .orElseGet(() -> base.getScheme() + "://" + base.getRawAuthority() + "/");
  }

  private boolean isPage(URI page) {
    return page.getScheme() != null && page.getScheme().matches("(?i)https?") && isAt(page, host);
  }

  /** {@link URI#resolve(URI)} puts no slash between a server and the first name of a path. */
  private static URI resolved(URI base, URI relative) {
    return base.getRawPath().isEmpty()
        ? base.resolve("/").resolve(relative)
        : base.resolve(relative);
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
