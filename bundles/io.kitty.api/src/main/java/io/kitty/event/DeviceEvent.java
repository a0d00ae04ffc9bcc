// SPDX-License-Identifier: Apache-2.0
package io.kitty.event;

import io.kitty.device.DepartureReason;
import io.kitty.device.Device;
import io.kitty.device.DeviceId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What happened to a device. */
public sealed interface DeviceEvent {

  /** The device as it is after the event. */
  Device device();

  /**
   * Whether this is no news but tells a listener what is known already: when it subscribes, and
   * when a registry is loaded or swapped.
   */
  boolean replay();

  /**
   * What happened, as other programs read it: {@code appeared}, {@code changed} or {@code
   * departed}.
   */
  String word();

  /** A device is present that was not. */
  record Appeared(Device device, boolean replay) implements DeviceEvent {
    @Override
    public String word() {
      return "appeared";
    }
  }

  /** A present device changed; times, counters and signal strength alone are no change. */
  record Changed(Device before, Device device, boolean replay) implements DeviceEvent {
    @Override
    public String word() {
      return "changed";
    }
  }

  /**
   * A device is present no more.
   *
   * @param before the device as it was last while it was present
   * @param device the device as it is remembered, or was last where its record is gone
   * @param successor the record that goes on in its place, where the reason is {@link
   *     DepartureReason#MERGED}; else null
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

    /** The record that goes on in its place. */
    public Optional<DeviceId> next() {
      return Optional.ofNullable(successor);
    }
  }
}
