// SPDX-License-Identifier: Apache-2.0
package io.kitty.announce;

import org.osgi.annotation.versioning.ProviderType;

/**
 * Counts what one publisher sends, or the listener hears. An OSGi service for as long as that runs.
 * Any thread.
 */
@ProviderType
public interface AnnouncementStats {

  /** The publisher's name; {@code listener} for the listener. */
  String name();

  /** How it is now. */
  AnnouncementMetrics metrics();

  /** Begins to count anew. */
  void reset();
}
