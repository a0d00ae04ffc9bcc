// SPDX-License-Identifier: Apache-2.0
package io.kitty.shell;

import io.kitty.device.Device;
import io.kitty.device.Fact;
import java.net.InetAddress;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Variations of a device. */
final class Samples {

  private Samples() {}

  /** Returns the device with another attribute. */
  static Device with(Device device, Fact fact, String value) {
    Map<Fact, String> facts = new EnumMap<>(device.facts());
    facts.put(fact, value);
    return copy(device, device.addresses(), facts, device.lastSeen());
  }

  /** Returns the device at another address, or none. */
  static Device at(Device device, InetAddress... addresses) {
    return copy(device, List.of(addresses), device.facts(), device.lastSeen());
  }

  /** Returns the device with another time of the last sighting. */
  static Device seen(Device device, Instant lastSeen) {
    return copy(device, device.addresses(), device.facts(), lastSeen);
  }

  private static Device copy(
      Device device, List<InetAddress> addresses, Map<Fact, String> facts, Instant lastSeen) {
    return new Device(
        device.id(),
        device.aliases(),
        device.source(),
        addresses,
        device.identifiers(),
        facts,
        device.services(),
        device.evidence(),
        device.firstSeen(),
        lastSeen,
        device.departure(),
        device.warnings(),
        device.ambiguous());
  }
}
