// SPDX-License-Identifier: Apache-2.0
package io.kitty.redis;

import io.kitty.device.Departure;
import io.kitty.device.Device;
import io.kitty.device.Evidence;
import io.kitty.device.Fact;
import io.kitty.device.Identifier;
import io.kitty.device.Service;
import io.kitty.device.Sighting;
import java.net.InetAddress;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What this hub wrote of a device last, so that it need not write it again. */
final class Written {

  /** Tells what is news from what is not: times and readings are none. */
  private final long substance;

  /**
   * What the device was made of. Whatever is news makes the hub merge a device anew: while these
   * are the same objects, there is none.
   */
  private final Map<Fact, String> facts;

  private final List<InetAddress> addresses;
  private final Set<Identifier> identifiers;
  private final List<Service> services;
  private final @Nullable Departure departure;

  private final boolean present;
  private final String view;

  /** When it was seen last, in this hub's wall time. */
  Instant lastSeen;

  /** When it was written or renewed last, in monotonic time. */
  long at;

  /** The connection through which it was written: another one may lead to other data. */
  long connection;

  /**
   * @param device the device as the hub has it
   * @param own the device without what came from other hubs
   */
  Written(Device device, Device own, long substance, View view, long now, long connection) {
    this.facts = device.facts();
    this.addresses = device.addresses();
    this.identifiers = device.identifiers();
    this.services = device.services();
    this.departure = device.departure();
    this.substance = substance;
    this.present = own.present();
    this.view = view.text();
    this.lastSeen = own.lastSeen();
    this.at = now;
    this.connection = connection;
  }

  /** Whether the hub has not touched the device since, but for times. */
  boolean isOf(Device device) {
    return facts == device.facts()
        && addresses == device.addresses()
        && identifiers == device.identifiers()
        && services == device.services()
        && Objects.equals(departure, device.departure());
  }

  boolean says(long other) {
    return substance == other;
  }

  boolean present() {
    return present;
  }

  /** The view as it was written. */
  String view() {
    return view;
  }

  /** All of a device that is news, in one number. */
  static long substanceOf(Device own) {
    long sum =
        Objects.hash(
            own.id(),
            own.aliases(),
            own.source(),
            own.addresses(),
            own.identifiers(),
            own.facts(),
            own.services(),
            own.departure(),
            own.warnings());
    for (Evidence each : own.evidence()) {
      Sighting sighting = each.sighting();
      int one =
          Objects.hash(
              each.source(),
              each.live(),
              each.mac(),
              sighting.key(),
              sighting.endpoint(),
              sighting.lifetime(),
              sighting.identifiers(),
              sighting.facts(),
              sighting.attributes(),
              sighting.services());
      sum = sum * 0x9E3779B97F4A7C15L + one;
    }
    return sum;
  }
}
