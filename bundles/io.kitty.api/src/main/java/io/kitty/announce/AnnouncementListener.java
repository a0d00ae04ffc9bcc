// SPDX-License-Identifier: Apache-2.0
package io.kitty.announce;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Hears what others announce, without a socket of its own. Register it as an OSGi service. It is
 * called by one thread at a time, in the order of the packets; one that is slow loses the oldest of
 * its own and delays nobody.
 */
@ConsumerType
@FunctionalInterface
public interface AnnouncementListener {

  /**
   * The service property (String) that chooses announcements by a part of their {@code type}; all
   * where it is missing.
   */
  String TYPE = "kitty.announcement.type";

  /** Takes one in. Every packet counts, also where it says what the one before said. */
  void heard(ReceivedAnnouncement announcement);
}
