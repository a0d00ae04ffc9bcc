// SPDX-License-Identifier: Apache-2.0
package io.kitty.multicast.devices;

import io.kitty.device.DeviceId;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Whose turn it is: those that have not had one yet, then the others, each once in a period. */
final class AnnouncementSchedule {

  private record Turn(DeviceAnnouncement portrait, long due) {}

  private final long period;
  private final Map<DeviceId, DeviceAnnouncement> fresh = new LinkedHashMap<>();

  /** In the order of their turns, as all of them wait equally long. */
  private final Map<DeviceId, Turn> waiting = new LinkedHashMap<>();

  /**
   * @param period from one turn of a device to its next
   */
  AnnouncementSchedule(Duration period) {
    this.period = period.toNanos();
  }

  /** Takes in a device, or how it is now; one that is there keeps its turn. */
  void put(DeviceId id, DeviceAnnouncement portrait) {
    if (waiting.computeIfPresent(id, (same, turn) -> new Turn(portrait, turn.due())) == null) {
      fresh.put(id, portrait);
    }
  }

  void remove(DeviceId id) {
    fresh.remove(id);
    waiting.remove(id);
  }

  /** The one whose turn it is now, if any; its next comes a period later. */
  Optional<DeviceAnnouncement> next(long now) {
    Iterator<Map.Entry<DeviceId, DeviceAnnouncement>> first = fresh.entrySet().iterator();
    if (first.hasNext()) {
      Map.Entry<DeviceId, DeviceAnnouncement> entry = first.next();
      first.remove();
      waiting.put(entry.getKey(), new Turn(entry.getValue(), now + period));
      return Optional.of(entry.getValue());
    }
    Iterator<Map.Entry<DeviceId, Turn>> longest = waiting.entrySet().iterator();
    if (longest.hasNext()) {
      Map.Entry<DeviceId, Turn> entry = longest.next();
      if (entry.getValue().due() - now <= 0) {
        DeviceAnnouncement portrait = entry.getValue().portrait();
        longest.remove();
        waiting.put(entry.getKey(), new Turn(portrait, now + period));
        return Optional.of(portrait);
      }
    }
    return Optional.empty();
  }

  /** When the next turn is due; empty where there is nobody. */
  OptionalLong due(long now) {
    if (!fresh.isEmpty()) {
      return OptionalLong.of(now);
    }
    return waiting.values().stream().mapToLong(Turn::due).findFirst();
  }
}
