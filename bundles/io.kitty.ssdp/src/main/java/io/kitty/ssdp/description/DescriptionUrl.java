// SPDX-License-Identifier: Apache-2.0
package io.kitty.ssdp.description;

import java.net.InetAddress;
import java.net.ProtocolException;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Optional;

/**
 * A URL from which a description may be fetched. LOCATION is untrusted, and following any URL would
 * give its sender access to the network through this hub: it must be plain http, and its host the
 * literal source address of the datagram, so that nothing is looked up and no other host is
 * contacted.
 *
 * @param host the sender's address
 * @param uri the whole of LOCATION
 */
public record DescriptionUrl(InetAddress host, URI uri) {

  /** Returns the URL, if the text is an acceptable one. */
  public static Optional<DescriptionUrl> of(String text, InetAddress sender) {
    return uri(text)
        .filter(uri -> "http".equalsIgnoreCase(uri.getScheme()) && isAt(uri, sender))
        .map(uri -> new DescriptionUrl(sender, uri));
  }

  /** Returns the TCP port. */
  public int port() {
    return uri.getPort() < 0 ? 80 : uri.getPort();
  }

  /** Returns the path and query of the request line. */
  String path() {
    String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    return uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
  }

  /** Returns the value of the HOST header, without an IPv6 zone, which is local to this host. */
  String authority() {
    String name = withoutZone(uri.getHost());
    return uri.getPort() < 0 ? name : name + ":" + uri.getPort();
  }

  /**
   * Returns the target of a redirection.
   *
   * @param text the target, relative to this URL or not
   * @throws ProtocolException if it is another server
   */
  DescriptionUrl redirected(String text) throws ProtocolException {
    return uri(text.strip())
        .flatMap(to -> of(resolved(uri, to).toString(), host))
        .filter(to -> to.port() == port())
        .orElseThrow(() -> new ProtocolException("it redirects to another server"));
  }

  /**
   * Returns the page for people that the description names, if it is on the same device, otherwise
   * the root of its server.
   *
   * @param presentationUrl the page, relative or not; {@code ""} for none
   * @param urlBase its base; {@code ""} for this URL, which is also used if the base is on another
   *     device
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

  /** {@link URI#resolve(URI)} puts no slash between a server and the first segment of a path. */
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

  /** Returns whether a host is this address; a name is never looked up. */
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
