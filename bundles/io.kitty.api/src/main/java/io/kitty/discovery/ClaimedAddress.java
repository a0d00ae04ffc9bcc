// SPDX-License-Identifier: Apache-2.0
package io.kitty.discovery;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Judges the IPv4 address that a message gives as its sender's own. It is a claim: machines say
 * 0.0.0.0 or 127.0.0.1 where they do not know better, and anybody may say anything.
 */
public final class ClaimedAddress {

  private static final String NUMBER = "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
  private static final Pattern DOTTED = Pattern.compile(NUMBER + "(\\." + NUMBER + "){3}");

  private ClaimedAddress() {}

  /** The address that a text is, four numbers joined by dots; empty if it is anything else. */
  public static Optional<InetAddress> ipv4(String text) {
    return DOTTED.matcher(text).matches()
        ? Optional.of(Subnet.parse(text).address())
        : Optional.empty();
  }

  /**
   * The address claimed, or the sender's where the claim is missing, malformed or impossible:
   * unspecified, loopback, multicast, broadcast, reserved, or of the local link where the sender is
   * not.
   *
   * @param text the claim
   * @param sender where the message came from
   * @param links the interfaces whose broadcast addresses nobody can have
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
