// SPDX-License-Identifier: Apache-2.0
package io.kitty.announce;

import org.osgi.annotation.versioning.ProviderType;

/** Makes announcers for other bundles, so that none of them touches a socket. An OSGi service. */
@ProviderType
public interface AnnouncerFactory {

  /**
   * An announcer that has started. It ends when it is closed, and with the bundle that asked for
   * it.
   *
   * @param name under which it is shown, for instance {@code print-farm}
   * @throws IllegalArgumentException if the message is no JSON object or too long, or if there is
   *     an announcer of that name
   */
  Announcer announce(String name, Announcement announcement);
}
