// SPDX-License-Identifier: Apache-2.0
package io.kitty.model.device;

import io.kitty.device.Departure;
import io.kitty.device.DepartureReason;
import io.kitty.device.Device;
import io.kitty.event.DeviceEvent;
import io.kitty.event.DeviceEvent.Appeared;
import io.kitty.event.DeviceEvent.Changed;
import io.kitty.event.DeviceEvent.Departed;
import io.kitty.identifier.DeviceId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects the events of one change of the working set. */
public final class EventBuilder {

  private final Departure departure;
  private final boolean replay;
  private final List<DeviceEvent> events = new ArrayList<>();

  /**
   * @param departure why and when devices departed that are no longer present
   * @param replay whether the events are replays
   */
  public EventBuilder(Departure departure, boolean replay) {
    this.departure = departure;
    this.replay = replay;
  }

  public List<DeviceEvent> events() {
    return events;
  }

  /**
   * Adds the event of a record that continues, or is new.
   *
   * @param same whether the states do not differ in anything that is an event
   */
  public void of(@Nullable Device before, Device after, boolean same) {
    if (before == null || !before.present()) {
      if (after.present()) {
        events.add(new Appeared(after, replay));
      }
    } else if (!after.present()) {
      events.add(new Departed(before, after, reasonOf(after), null, replay));
    } else if (!same) {
      events.add(new Changed(before, after, replay));
    }
  }

  private DepartureReason reasonOf(Device device) {
    Departure own = device.departure();
    return own == null ? departure.reason() : own.reason();
  }

  /**
   * Adds the event of a removed record.
   *
   * @param successor the id of the record that continues it; null if there is none
   */
  public void ofRemoval(Device device, @Nullable DeviceId successor) {
    if (!device.present()) {
      return;
    }
    DepartureReason reason = successor == null ? departure.reason() : DepartureReason.MERGED;
    Device last = device.withDeparture(new Departure(reason, departure.at()));
    events.add(new Departed(device, last, reason, successor, replay));
  }
}
