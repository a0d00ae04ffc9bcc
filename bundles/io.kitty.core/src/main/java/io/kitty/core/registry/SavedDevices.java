// SPDX-License-Identifier: Apache-2.0
package io.kitty.core.registry;

import io.kitty.device.Device;
import io.kitty.device.Evidence;
import io.kitty.device.Sighting;
import io.kitty.identifier.DeviceId;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What a shared registry received last of each device, as a fingerprint: a change that other hubs
 * contribute to a device is none for its local part.
 */
final class SavedDevices {

  private final Map<DeviceId, Long> fingerprints = new ConcurrentHashMap<>();

  boolean contains(DeviceId id) {
    return fingerprints.containsKey(id);
  }

  /** Returns whether a device differs from the saved one by more than times and readings. */
  boolean differs(Device device) {
    Long saved = fingerprints.get(device.id());
    return saved == null || saved != fingerprint(device);
  }

  void saved(Collection<Device> devices) {
    devices.forEach(device -> fingerprints.put(device.id(), fingerprint(device)));
  }

  void forgotten(Collection<DeviceId> ids) {
    ids.forEach(fingerprints::remove);
  }

  /** Returns a hash of everything except times and readings. */
  private static long fingerprint(Device device) {
    long sum =
        Objects.hash(
            device.id(),
            device.aliases(),
            device.source(),
            device.addresses(),
            device.identifiers(),
            device.facts(),
            device.services(),
            device.departure(),
            device.warnings());
    for (Evidence each : device.evidence()) {
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
