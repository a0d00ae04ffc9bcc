// SPDX-License-Identifier: Apache-2.0
package io.kitty.core.provider;

import io.kitty.device.Sighting;
import io.kitty.device.Source;
import java.net.InetAddress;
import java.time.Instant;

/** Where sightings go: the beginning of the straight path. Any thread; nothing blocks. */
public interface SightingSink {

  /** Takes a sighting; false if it had to be dropped. */
  boolean report(Source source, Sighting sighting);

  /** Withdraws what was reported under a key from an address. */
  void goodbye(Source source, String key, InetAddress address);

  /**
   * Whether there is a machine at this address for all that is known: one answers the hub's own
   * questions there, or was known before a time.
   */
  boolean isKnown(InetAddress address, Instant before);

  /** Withdraws all that a protocol reported. */
  void stopped(Source source);
}
