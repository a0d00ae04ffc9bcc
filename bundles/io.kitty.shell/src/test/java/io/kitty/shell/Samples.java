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
public final class Samples {

  private Samples() {}

  /** Returns the device with another attribute. */
  public static Device with(Device device, Fact fact, String value) {
    Map<Fact, String> facts = new EnumMap<>(device.facts());
    facts.put(fact, value);
    return device.withFacts(facts);
  }

  /** Returns the device at another address, or none. */
  public static Device at(Device device, InetAddress... addresses) {
    return device.toBuilder().addresses(List.of(addresses)).build();
  }

  /** Returns the device with another time of the last sighting. */
  public static Device seen(Device device, Instant lastSeen) {
    return device.toBuilder().lastSeen(lastSeen).build();
  }
}
