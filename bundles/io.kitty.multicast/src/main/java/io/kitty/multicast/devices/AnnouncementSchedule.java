// SPDX-License-Identifier: Apache-2.0
package io.kitty.multicast.devices;

import io.kitty.identifier.DeviceId;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** The order of announcements: new devices first, then the others, each once per period. */
final class AnnouncementSchedule {

  private record Slot(DeviceAnnouncement announcement, long due) {}

  private final long period;
  private final Map<DeviceId, DeviceAnnouncement> added = new LinkedHashMap<>();

  /** In the order of their due times, as the period is the same for all. */
  private final Map<DeviceId, Slot> scheduled = new LinkedHashMap<>();

  /**
   * @param period the time between two announcements of a device
   */
  AnnouncementSchedule(Duration period) {
    this.period = period.toNanos();
  }

  /** Adds or updates a device; a known one keeps its due time. */
  void put(DeviceId id, DeviceAnnouncement announcement) {
    if (scheduled.computeIfPresent(id, (key, slot) -> new Slot(announcement, slot.due())) == null) {
      added.put(id, announcement);
    }
  }

  void remove(DeviceId id) {
    added.remove(id);
    scheduled.remove(id);
  }

  /**
   * Returns the announcement that is due now, if any, and schedules its next one a period later.
   */
  Optional<DeviceAnnouncement> next(long now) {
    Iterator<Map.Entry<DeviceId, DeviceAnnouncement>> first = added.entrySet().iterator();
    if (first.hasNext()) {
      Map.Entry<DeviceId, DeviceAnnouncement> entry = first.next();
      first.remove();
      scheduled.put(entry.getKey(), new Slot(entry.getValue(), now + period));
      return Optional.of(entry.getValue());
    }
    Iterator<Map.Entry<DeviceId, Slot>> earliest = scheduled.entrySet().iterator();
    if (earliest.hasNext()) {
      Map.Entry<DeviceId, Slot> entry = earliest.next();
      if (entry.getValue().due() - now <= 0) {
        DeviceAnnouncement announcement = entry.getValue().announcement();
        earliest.remove();
        scheduled.put(entry.getKey(), new Slot(announcement, now + period));
        return Optional.of(announcement);
      }
    }
    return Optional.empty();
  }

  /** Returns when the next announcement is due; empty if there are no devices. */
  OptionalLong due(long now) {
    if (!added.isEmpty()) {
      return OptionalLong.of(now);
    }
    return scheduled.values().stream().mapToLong(Slot::due).findFirst();
  }
}
