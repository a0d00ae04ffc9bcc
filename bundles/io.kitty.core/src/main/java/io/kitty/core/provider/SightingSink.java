// SPDX-License-Identifier: Apache-2.0
package io.kitty.core.provider;

import io.kitty.device.Sighting;
import io.kitty.device.Source;
import java.net.InetAddress;
import java.time.Instant;
import java.util.List;

/** Receives sightings: the start of the path to the listeners. Thread-safe; no call blocks. */
public interface SightingSink {

  /** Adds a sighting; returns false if it was dropped. */
  boolean report(Source source, Sighting sighting);

  /**
   * Adds sightings that were added before and are valid anew; returns false if they were dropped.
   */
  boolean reportAgain(Source source, List<Sighting> sightings);

  /** Ends the evidence under a key at an address. */
  void goodbye(Source source, String key, InetAddress address);

  /**
   * Returns whether a device at this address is known: it answered the hub's own probes, or was
   * known before the given time.
   */
  boolean isKnown(InetAddress address, Instant before);

  /** Ends all evidence of a protocol. */
  void stopped(Source source);
}
