// SPDX-License-Identifier: Apache-2.0
package io.kitty.device;

import io.kitty.identifier.Identifier;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One protocol's contribution to a device: the latest sighting under one key at one address, with
 * its times. Live evidence decides whether the device is present and at which address; ended
 * evidence is kept for its identifiers and facts only. Times are wall time, for display; lifetimes
 * are tracked elsewhere.
 *
 * @param source the protocol
 * @param sighting the latest sighting
 * @param mac the hardware address of the sighting's address in the kernel's neighbour table; null
 *     if it has none
 * @param firstSeen when this protocol first saw this key
 * @param since when it was first seen at the present address
 * @param lastSeen when it was last seen; never before {@code firstSeen}, even if the clock was set
 *     back
 * @param expires when it expires unless it is seen again
 * @param live whether it is live
 */
public record Evidence(
    Source source,
    Sighting sighting,
    Identifier.@Nullable Mac mac,
    Instant firstSeen,
    Instant since,
    Instant lastSeen,
    Instant expires,
    boolean live) {

  public Evidence(
      Source source,
      Sighting sighting,
      Identifier.@Nullable Mac mac,
      Instant firstSeen,
      Instant since,
      Instant lastSeen,
      Instant expires,
      boolean live) {
    this.source = source;
    this.sighting = sighting;
    this.mac = mac;
    this.firstSeen = firstSeen;
    this.since = since;
    this.lastSeen = lastSeen.isBefore(firstSeen) ? firstSeen : lastSeen;
    this.expires = expires;
    this.live = live;
  }

  /** Returns the hardware address of the sighting's address. */
  public Optional<Identifier.Mac> neighbour() {
    return Optional.ofNullable(mac);
  }
}
