// SPDX-License-Identifier: Apache-2.0
package io.kitty.device;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One protocol's contribution to a device: its last sighting, and since when. Live evidence decides
 * whether the device is present and at which address; what has ended is remembered for its
 * identifiers and facts only. Times are wall time, for showing; lifetimes are kept elsewhere.
 *
 * @param source the protocol
 * @param sighting what it saw last
 * @param mac the hardware address behind the sighting's address, as the kernel's neighbour table
 *     has it; null where it has none
 * @param firstSeen when this protocol saw this key for the first time
 * @param since when it saw it first at the present address
 * @param lastSeen when it saw it last; never before {@code firstSeen}, though a clock may be set
 *     back
 * @param expires when it will be evidence no more, unless it is seen again
 * @param live whether it counts now
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

  /** The hardware address behind the sighting's address. */
  public Optional<Identifier.Mac> neighbour() {
    return Optional.ofNullable(mac);
  }
}
