// SPDX-License-Identifier: Apache-2.0
package io.kitty.bambu;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads IPv4 addresses, without ever asking a name server. */
final class Ipv4Literals {

  private static final Pattern ADDRESS = Pattern.compile(BambuConfig.ADDRESS);

  /** A bare address, as printers send it, or a URL, as some that imitate them do. */
  private static final Pattern LOCATION =
      Pattern.compile("(?i)(?:https?://)?(" + BambuConfig.ADDRESS + ")(?:[:/?#].*)?");

  private Ipv4Literals() {}

  /** The address that a literal stands for; empty if it is none. */
  static Optional<InetAddress> parse(String literal) {
    return ADDRESS.matcher(literal).matches() ? Optional.of(address(literal)) : Optional.empty();
  }

  /** The address in a LOCATION; empty if there is none, or none that a printer can have. */
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
