// SPDX-License-Identifier: Apache-2.0
package io.kitty.announce;

import org.osgi.annotation.versioning.ProviderType;

/**
 * Sends one announcement periodically on every selected interface. Each configured publisher is an
 * OSGi service of this type; {@link AnnouncerFactory} creates others. Thread-safe; no call waits
 * for the network.
 */
@ProviderType
public interface Announcer extends AnnouncementStats, AutoCloseable {

  /** Starts announcing; the first packet is sent at once. Does nothing if it is running. */
  void start();

  /** Stops announcing until it is started again. */
  void stop();

  /** Returns whether it is announcing. */
  boolean running();

  /** Returns the current announcement. */
  Announcement announcement();

  /**
   * Replaces the message from the next packet on.
   *
   * @throws IllegalArgumentException if it is not a JSON object, or too long once its placeholders
   *     are filled in; the previous message stays
   */
  void update(String message);

  /** Stops permanently. A configured publisher is created anew by its next configuration. */
  @Override
  void close();
}
