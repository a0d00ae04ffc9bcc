// SPDX-License-Identifier: Apache-2.0
package io.kitty.core.model;

import io.kitty.device.Departure;
import io.kitty.device.DepartureReason;
import io.kitty.device.Device;
import io.kitty.device.DeviceId;
import io.kitty.event.DeviceEvent;
import io.kitty.event.DeviceEvent.Appeared;
import io.kitty.event.DeviceEvent.Changed;
import io.kitty.event.DeviceEvent.Departed;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects what one change of the working set means for the devices. */
final class News {

  private final DepartureReason reason;
  private final Moment now;
  private final boolean replay;
  private final List<DeviceEvent> events = new ArrayList<>();

  /**
   * @param reason why a device that is no longer present has left
   * @param replay whether this only tells what was known before
   */
  News(DepartureReason reason, Moment now, boolean replay) {
    this.reason = reason;
    this.now = now;
    this.replay = replay;
  }

  List<DeviceEvent> events() {
    return events;
  }

  /** A record goes on, or is new. */
  void of(@Nullable Device before, Device after) {
    if (before == null || !before.present()) {
      if (after.present()) {
        events.add(new Appeared(after, replay));
      }
    } else if (!after.present()) {
      events.add(new Departed(after, reason, null, replay));
    } else if (!Substance.same(before, after)) {
      events.add(new Changed(before, after, replay));
    }
  }

  /**
   * A record is no more.
   *
   * @param group its last group, whose entries may have moved to another; null if they are gone too
   */
  void ofRecordGone(Device device, @Nullable Group group) {
    if (!device.present()) {
      return;
    }
    DeviceId successor = successor(group);
    DepartureReason why = successor == null ? reason : DepartureReason.MERGED;
    Device last = device.withDeparture(new Departure(why, now.wall()));
    events.add(new Departed(last, why, successor, replay));
  }

  private static @Nullable DeviceId successor(@Nullable Group last) {
    if (last == null) {
      return null;
    }
    return last.members.stream()
        .map(entry -> entry.group)
        .filter(group -> group != null && group != last)
        .findFirst()
        .map(group -> group.device().id())
        .orElse(null);
  }
}
