// SPDX-License-Identifier: Apache-2.0
package io.kitty.multicast.message;

import io.kitty.discovery.ClaimedAddress;
import io.kitty.multicast.group.MulticastGroup;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The claimed place of a service.
 *
 * @param host an address or a host name, {@code ""} for neither
 * @param port the port, 0 for none
 */
public record HostPort(String host, int port) {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,252}");
  private static final Pattern NUMBERS = Pattern.compile("[0-9.]+");
  private static final Pattern PORT = Pattern.compile(MulticastGroup.PORT);
  private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F:]+(:[0-9.]{7,15})?");
  private static final HostPort NOTHING = new HostPort("", 0);

  /**
   * Parses {@code ip:port}, {@code name:port}, {@code [ipv6]:port}, or a bare host. Anything else
   * is an empty place; an invalid port is 0.
   */
  static HostPort parse(String text) {
    String trimmed = text.strip();
    int last = trimmed.lastIndexOf(':');
    if (trimmed.startsWith("[")) {
      int end = trimmed.indexOf(']');
      return end < 0
          ? NOTHING
          : of(trimmed.substring(1, end), last == end + 1 ? trimmed.substring(last + 1) : "");
    }
    boolean single = last >= 0 && trimmed.indexOf(':') == last;
    return single ? of(trimmed.substring(0, last), trimmed.substring(last + 1)) : of(trimmed, "");
  }

  /** Returns a place from separate host and port; brackets around the host are dropped. */
  static HostPort of(String host, String port) {
    String bare =
        host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    int scope = bare.indexOf('%');
    String known = scope < 0 ? bare : bare.substring(0, scope);
    return new HostPort(isHost(known) ? known : "", port(port));
  }

  private static boolean isHost(String text) {
    return text.indexOf(':') >= 0
        ? ipv6(text).isPresent()
        : NUMBERS.matcher(text).matches()
            ? ClaimedAddress.ipv4(text).isPresent()
            : NAME.matcher(text).matches();
  }

  private static int port(String text) {
    return PORT.matcher(text).matches() ? Integer.parseInt(text) : 0;
  }

  /** Returns the host as an address; empty for a name. No name is ever looked up. */
  public Optional<InetAddress> address() {
    return host.indexOf(':') < 0 ? ClaimedAddress.ipv4(host) : ipv6(host);
  }

  private static Optional<InetAddress> ipv6(String text) {
    if (text.length() > 45 || !IPV6.matcher(text).matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(InetAddress.getByName(text)).filter(Inet6Address.class::isInstance);
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }

  /** Returns the written form, for instance {@code 192.168.1.100:8080}. */
  @Override
  public String toString() {
    String shown = host.indexOf(':') < 0 ? host : "[" + host + "]";
    return port == 0 ? host : shown + ":" + port;
  }
}
