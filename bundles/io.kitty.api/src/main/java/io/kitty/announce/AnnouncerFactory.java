// SPDX-License-Identifier: Apache-2.0
package io.kitty.announce;

import org.osgi.annotation.versioning.ProviderType;

/** Creates announcers for other bundles, which then need no socket. An OSGi service. */
@ProviderType
public interface AnnouncerFactory {

  /**
   * Creates and starts an announcer. It ends when it is closed, or when the bundle that requested
   * it stops.
   *
   * @param name the name to show, for instance {@code print-farm}
   * @throws IllegalArgumentException if the message is not a JSON object or too long, or if the
   *     name is in use
   */
  Announcer announce(String name, Announcement announcement);
}
