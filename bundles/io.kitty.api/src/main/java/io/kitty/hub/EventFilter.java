// SPDX-License-Identifier: Apache-2.0
package io.kitty.hub;

import io.kitty.device.Departure;
import io.kitty.device.DepartureReason;
import io.kitty.device.Device;
import io.kitty.event.DeviceEvent;
import io.kitty.event.DeviceEvent.Appeared;
import io.kitty.event.DeviceEvent.Changed;
import io.kitty.event.DeviceEvent.Departed;
import io.kitty.hub.DeviceQuery.Presence;
import java.util.Optional;

/**
 * Shows events as they look to one who follows only the devices that fit a query: one that begins
 * to fit appears, and one that fits no more departs, with {@link DepartureReason#UNMATCHED} where
 * it is still there. Immutable.
 *
 * @param query which devices are followed
 */
public record EventFilter(DeviceQuery query) {

  /** What is seen of an event; empty if it concerns no device that fits or fitted. */
  public Optional<DeviceEvent> apply(DeviceEvent event) {
    boolean before = fitted(event);
    boolean now = fits(event);
    if (before && now || before && event instanceof Departed || now && event instanceof Appeared) {
      return Optional.of(event);
    }
    if (now) {
      return Optional.of(new Appeared(event.device(), event.replay()));
    }
    return before ? Optional.of(unmatched(event)) : Optional.empty();
  }

  private boolean fitted(DeviceEvent event) {
    if (event instanceof Changed changed) {
      return query.test(changed.before());
    }
    if (event instanceof Departed departed) {
      return query.test(departed.before());
    }
    return query.presence().contains(Presence.DEPARTED) && query.test(departed(event.device()));
  }

  private boolean fits(DeviceEvent event) {
    boolean recordGone =
        event instanceof Departed departed
            && (departed.reason() == DepartureReason.MERGED
                || departed.reason() == DepartureReason.FORGOTTEN);
    return !recordGone && query.test(event.device());
  }

  /** One that appears may have been known as departed before. */
  private static Device departed(Device device) {
    return device.withDeparture(new Departure(DepartureReason.EXPIRED, device.lastSeen()));
  }

  private static DeviceEvent unmatched(DeviceEvent event) {
    Device before = event instanceof Changed changed ? changed.before() : departed(event.device());
    return new Departed(before, event.device(), DepartureReason.UNMATCHED, null, event.replay());
  }
}
