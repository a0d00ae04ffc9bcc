// SPDX-License-Identifier: Apache-2.0
package io.kitty.redis;

import io.kitty.device.Device;
import io.kitty.device.Evidence;
import io.kitty.device.Fact;
import io.kitty.device.Sighting;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;

/** What this hub wrote of a device last, so that it need not write it again. */
final class Written {

  /** Tells what is news from what is not: times and readings are none. */
  private final long substance;

  /**
   * The facts of the device as the hub had them. Whatever is news makes the hub merge the device
   * anew: while these are the same object, there is none.
   */
  private final Map<Fact, String> facts;

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
    this.substance = substance;
    this.present = own.present();
    this.view = view.text();
    this.lastSeen = own.lastSeen();
    this.at = now;
    this.connection = connection;
  }

  /** Whether the hub has not touched the device since, but for times. */
  boolean isOf(Device device) {
    return facts == device.facts();
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
            own.firstSeen(),
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
