// SPDX-License-Identifier: Apache-2.0
package io.kitty.announce;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Receives announcements from multicast groups without a socket of its own. Register it as an OSGi
 * service. It is called by one thread at a time, in the order of the packets. Its queue is bounded:
 * a slow listener loses its own oldest announcements and delays no other.
 */
@ConsumerType
@FunctionalInterface
public interface AnnouncementListener {

  /**
   * The service property (String) that selects announcements by a substring of their {@code type};
   * all if it is missing.
   */
  String TYPE = "kitty.announcement.type";

  /** Handles one announcement. It is called for every packet, also for a repetition. */
  void onAnnouncement(ReceivedAnnouncement announcement);
}
