// SPDX-License-Identifier: Apache-2.0
package io.kitty.announce;

import org.osgi.annotation.versioning.ProviderType;

/**
 * Announces one thing, again and again, by every selected interface. Each publisher that is
 * configured is an OSGi service of this type; {@link AnnouncerFactory} makes further ones. Any
 * thread; no call waits for the network.
 */
@ProviderType
public interface Announcer extends AnnouncementStats, AutoCloseable {

  /** Begins to announce; the first packet leaves at once. Nothing happens where it does already. */
  void start();

  /** Announces no more until it is started again. */
  void stop();

  /** Whether it announces. */
  boolean running();

  /** What it announces, where and how often. */
  Announcement announcement();

  /**
   * Has another message announced from the next packet on.
   *
   * @throws IllegalArgumentException if it is no JSON object, or too long once it is filled in; the
   *     one before is announced as ever
   */
  void update(String message);

  /** Stops for good. A publisher that is configured comes back with its next configuration. */
  @Override
  void close();
}
