// SPDX-License-Identifier: Apache-2.0
package io.kitty.bambu.announcement;

import io.kitty.bambu.printer.Printer;
import java.net.InetAddress;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A message in the format of Bambu Lab printers.
 *
 * @param kind the kind of message
 * @param type the notification type (NT) or search target (ST)
 * @param printer the printer; null in a search
 * @param claim the claimed address of the printer; null if absent or impossible
 * @param maxAge the claimed lifetime in seconds; null if absent
 * @param mx how many seconds the sender of a search waits; null if absent
 */
public record PrinterAnnouncement(
    Kind kind,
    String type,
    @Nullable Printer printer,
    @Nullable InetAddress claim,
    @Nullable Long maxAge,
    @Nullable Long mx) {

  /** The kinds of messages. */
  public enum Kind {
    /** A printer announces itself. */
    ALIVE,
    /** A printer leaves; only virtual ones send this. */
    BYEBYE,
    /** A client searches for printers. */
    MSEARCH
  }

  /** Returns the claimed address of the printer, otherwise the sender's. */
  public InetAddress address(InetAddress sender) {
    return possibleClaim(sender).orElse(sender);
  }

  /** Returns the claimed address, unless it is a link-local one that the sender cannot know. */
  private Optional<InetAddress> possibleClaim(InetAddress sender) {
    return Optional.ofNullable(claim)
        .filter(each -> !each.isLinkLocalAddress() || sender.isLinkLocalAddress());
  }
}
