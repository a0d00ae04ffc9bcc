// SPDX-License-Identifier: Apache-2.0
package io.kitty.event;

import io.kitty.device.DepartureReason;
import io.kitty.device.Device;
import io.kitty.identifier.DeviceId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A change of a device's presence or contents. */
public sealed interface DeviceEvent {

  /** Returns the device after the event. */
  Device device();

  /**
   * Returns whether this is a replay of the current state, not a new event: when a listener
   * subscribes, and when a registry is loaded or replaced.
   */
  boolean replay();

  /** Returns the event's name in JSON: {@code appeared}, {@code changed} or {@code departed}. */
  String word();

  /** A device became present. */
  record Appeared(Device device, boolean replay) implements DeviceEvent {
    @Override
    public String word() {
      return "appeared";
    }
  }

  /** A present device changed; times, counters and signal strength alone are not a change. */
  record Changed(Device before, Device device, boolean replay) implements DeviceEvent {
    @Override
    public String word() {
      return "changed";
    }
  }

  /**
   * A device is no longer present.
   *
   * @param before the device while it was last present
   * @param device the device as it is remembered, or its last state if its record is gone
   * @param successor the record that continues it, if the reason is {@link DepartureReason#MERGED};
   *     else null
   */
  record Departed(
      Device before,
      Device device,
      DepartureReason reason,
      @Nullable DeviceId successor,
      boolean replay)
      implements DeviceEvent {

    @Override
    public String word() {
      return "departed";
    }

    /** Returns the record that continues it. */
    public Optional<DeviceId> next() {
      return Optional.ofNullable(successor);
    }
  }
}
