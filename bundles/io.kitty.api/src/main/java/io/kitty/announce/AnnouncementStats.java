// SPDX-License-Identifier: Apache-2.0
package io.kitty.announce;

import org.osgi.annotation.versioning.ProviderType;

/**
 * Counts the packets of one publisher or of the listener. Registered as an OSGi service while that
 * runs. Thread-safe.
 */
@ProviderType
public interface AnnouncementStats {

  /** Returns the publisher's name, or {@code listener} for the listener. */
  String name();

  /** Returns the current counters. */
  AnnouncementMetrics metrics();

  /** Resets the counters. */
  void reset();
}
