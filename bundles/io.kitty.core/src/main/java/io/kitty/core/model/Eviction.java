// SPDX-License-Identifier: Apache-2.0
package io.kitty.core.model;

import io.kitty.device.Device;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Chooses the devices to give up when there are too many: the longest-silent anonymous first. */
final class Eviction {

  /** One in so many goes at a time, so that a flood does not sort all devices for each datagram. */
  private static final int SHARE = 100;

  private Eviction() {}

  static List<Device> candidates(Collection<Device> devices, int limit) {
    return devices.stream()
        .sorted(
            Comparator.comparing((Device device) -> !device.identifiers().isEmpty())
                .thenComparing(Device::lastSeen))
        .limit(Math.max(1, limit / SHARE))
        .toList();
  }
}
