// SPDX-License-Identifier: Apache-2.0
package io.kitty.bambu;

import java.net.InetAddress;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A message of the kind that Bambu Lab printers announce themselves with.
 *
 * @param kind what it says
 * @param type the notification type (NT) or search target (ST)
 * @param printer the printer; of a search null
 * @param claim the address that it names as the printer's; null where it names none that can be
 * @param maxAge for how many seconds it says that it holds; null where it does not
 * @param mx how many seconds the sender of a search waits; null where it does not say
 */
record Announcement(
    Kind kind,
    String type,
    @Nullable Printer printer,
    @Nullable InetAddress claim,
    @Nullable Long maxAge,
    @Nullable Long mx) {

  /** What a message says. */
  enum Kind {
    /** A printer is there. */
    ALIVE,
    /** A printer leaves; only virtual ones say so. */
    BYEBYE,
    /** Somebody searches for printers. */
    MSEARCH
  }

  /** The address that it names as the printer's, or else the sender's. */
  InetAddress address(InetAddress sender) {
    return possible(sender).orElse(sender);
  }

  /** The address that it names, unless it is a link-local one that the sender cannot know. */
  private Optional<InetAddress> possible(InetAddress sender) {
    return Optional.ofNullable(claim)
        .filter(each -> !each.isLinkLocalAddress() || sender.isLinkLocalAddress());
  }
}
