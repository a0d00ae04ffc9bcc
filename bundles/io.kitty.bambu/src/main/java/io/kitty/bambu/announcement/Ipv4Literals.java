// SPDX-License-Identifier: Apache-2.0
package io.kitty.bambu.announcement;

import io.kitty.commons.Ipv4Patterns;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parses IPv4 addresses, without ever using a name server. */
public final class Ipv4Literals {

  private static final Pattern ADDRESS = Pattern.compile(Ipv4Patterns.ADDRESS);

  /** A bare address, as printers send it, or a URL, as some imitations do. */
  private static final Pattern LOCATION =
      Pattern.compile("(?i)(?:https?://)?(" + Ipv4Patterns.ADDRESS + ")(?:[:/?#].*)?");

  private Ipv4Literals() {}

  /** Returns the address of a literal; empty if it is none. */
  public static Optional<InetAddress> parse(String literal) {
    return ADDRESS.matcher(literal).matches() ? Optional.of(address(literal)) : Optional.empty();
  }

  /** Returns the address in a LOCATION; empty if there is none, or one that no printer can have. */
  static Optional<InetAddress> claim(String location) {
    Matcher matcher = LOCATION.matcher(location);
    return matcher.matches()
        ? Optional.of(address(matcher.group(1))).filter(Ipv4Literals::isHost)
        : Optional.empty();
  }

  private static boolean isHost(InetAddress address) {
    int first = address.getAddress()[0] & 0xff;
    return first != 0 && first < 224 && !address.isLoopbackAddress();
  }

  private static InetAddress address(String literal) {
    try {
      return InetAddress.getByName(literal);
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }
}
