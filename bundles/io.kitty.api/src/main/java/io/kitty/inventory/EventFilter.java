// SPDX-License-Identifier: Apache-2.0
package io.kitty.inventory;

import io.kitty.device.Departure;
import io.kitty.device.DepartureReason;
import io.kitty.device.Device;
import io.kitty.event.DeviceEvent;
import io.kitty.event.DeviceEvent.Appeared;
import io.kitty.event.DeviceEvent.Changed;
import io.kitty.event.DeviceEvent.Departed;
import io.kitty.inventory.DeviceQuery.Presence;
import java.util.Optional;

/**
 * Translates events for a client that follows only the devices that match a query: a device that
 * starts to match appears, and one that no longer matches departs, with {@link
 * DepartureReason#UNMATCHED} if it is still present. Immutable.
 *
 * @param query which devices are followed
 */
public record EventFilter(DeviceQuery query) {

  /** Returns the event as the client sees it; empty if the device neither matches nor matched. */
  public Optional<DeviceEvent> apply(DeviceEvent event) {
    boolean before = matchedBefore(event);
    boolean now = matches(event);
    if (before && now || before && event instanceof Departed || now && event instanceof Appeared) {
      return Optional.of(event);
    }
    if (now) {
      return Optional.of(new Appeared(event.device(), event.replay()));
    }
    return before ? Optional.of(unmatched(event)) : Optional.empty();
  }

  private boolean matchedBefore(DeviceEvent event) {
    if (event instanceof Changed changed) {
      return query.test(changed.before());
    }
    if (event instanceof Departed departed) {
      return query.test(departed.before());
    }
    return query.presence().contains(Presence.DEPARTED) && query.test(departed(event.device()));
  }

  private boolean matches(DeviceEvent event) {
    boolean recordGone =
        event instanceof Departed departed
            && (departed.reason() == DepartureReason.MERGED
                || departed.reason() == DepartureReason.FORGOTTEN);
    return !recordGone && query.test(event.device());
  }

  /**
   * Returns the device as departed, as one that appears may have been listed as departed before.
   */
  private static Device departed(Device device) {
    return device.withDeparture(new Departure(DepartureReason.EXPIRED, device.lastSeen()));
  }

  private static DeviceEvent unmatched(DeviceEvent event) {
    Device before = event instanceof Changed changed ? changed.before() : departed(event.device());
    return new Departed(before, event.device(), DepartureReason.UNMATCHED, null, event.replay());
  }
}
