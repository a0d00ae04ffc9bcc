// SPDX-License-Identifier: Apache-2.0
package io.kitty.commons.status;

import io.kitty.device.Device;
import io.kitty.event.DeviceEvent;
import io.kitty.event.DeviceEvent.Appeared;
import io.kitty.event.DeviceEvent.Changed;
import io.kitty.state.DeviceStatus;
import java.util.Optional;

/**
 * A machine has another status than before. The rule is that of the script by which {@code
 * io.kitty.redis} publishes events: a machine may be first seen idle, but what it finished, or
 * where it failed, before it told a status is no news.
 *
 * @param before the status before, {@link Device#ONLINE} if it told none
 * @param now the status that it has now
 */
public record StatusChange(String before, DeviceStatus now) {

  /** Returns the change in an event; empty if it is a replay, or its status is no news. */
  public static Optional<StatusChange> of(DeviceEvent event) {
    String before = event instanceof Changed changed ? changed.before().status() : Device.ONLINE;
    boolean changes =
        event instanceof Appeared
            || event instanceof Changed && !before.equals(event.device().status());
    return changes && !event.replay()
        ? DeviceStatus.of(event.device().status())
            .map(now -> new StatusChange(before, now))
            .filter(change -> change.now == DeviceStatus.IDLE || change.isKnownBefore())
        : Optional.empty();
  }

  /** Returns whether it told a status before. */
  public boolean isKnownBefore() {
    return !before.equals(Device.ONLINE);
  }

  /** Returns whether its job was not over before. */
  public boolean wasWorking() {
    return DeviceStatus.of(before).filter(DeviceStatus.WORKING::contains).isPresent();
  }
}
