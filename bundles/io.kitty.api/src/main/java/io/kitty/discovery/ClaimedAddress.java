// SPDX-License-Identifier: Apache-2.0
package io.kitty.discovery;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Validates the IPv4 address that a message states as its sender's own. The statement is untrusted,
 * and devices send 0.0.0.0 or 127.0.0.1 if they have no better value.
 */
public final class ClaimedAddress {

  private static final String NUMBER = "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
  private static final Pattern DOTTED = Pattern.compile(NUMBER + "(\\." + NUMBER + "){3}");

  private ClaimedAddress() {}

  /** Parses an IPv4 address in dotted decimal; empty for anything else. */
  public static Optional<InetAddress> ipv4(String text) {
    return DOTTED.matcher(text).matches()
        ? Optional.of(Subnet.parse(text).address())
        : Optional.empty();
  }

  /**
   * Returns the claimed address, or the sender's if the claim is missing, malformed or impossible:
   * unspecified, loopback, multicast, broadcast, reserved, or link-local while the sender's address
   * is not.
   *
   * @param text the claim
   * @param sender the source address of the message
   * @param links the interfaces whose broadcast addresses are excluded
   */
  public static InetAddress addressOr(InetAddress sender, String text, List<NetworkLink> links) {
    return ipv4(text).filter(claimed -> possible(claimed, sender, links)).orElse(sender);
  }

  private static boolean possible(
      InetAddress claimed, InetAddress sender, List<NetworkLink> links) {
    int first = claimed.getAddress()[0] & 0xff;
    return first != 0
        && first < 224
        && !claimed.isLoopbackAddress()
        && (!claimed.isLinkLocalAddress() || sender.isLinkLocalAddress())
        && links.stream()
            .flatMap(link -> link.subnets().stream())
            .noneMatch(subnet -> subnet.broadcast().equals(Optional.of(claimed)));
  }
}
