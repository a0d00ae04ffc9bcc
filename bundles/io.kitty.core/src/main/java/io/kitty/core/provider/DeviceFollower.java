// SPDX-License-Identifier: Apache-2.0
package io.kitty.core.provider;

import io.kitty.device.Device;
import io.kitty.event.DeviceEvent;
import io.kitty.event.DeviceEvent.Changed;
import io.kitty.event.DeviceEvent.Departed;
import io.kitty.event.DeviceListener;
import io.kitty.identifier.DeviceId;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Follows the present devices that interest a provider. It holds no more devices than the hub. One
 * thread at a time.
 */
final class DeviceFollower implements DeviceListener {

  private final Predicate<Device> filter;
  private final Consumer<Device> onPresent;
  private final Consumer<Device> onGone;
  private final Map<DeviceId, Device> followed = new HashMap<>();

  DeviceFollower(Predicate<Device> filter, Consumer<Device> onPresent, Consumer<Device> onGone) {
    this.filter = filter;
    this.onPresent = onPresent;
    this.onGone = onGone;
  }

  @Override
  public void onEvent(DeviceEvent event) {
    Device device = event.device();
    Device last = followed.remove(idBefore(event));
    if (!(event instanceof Departed) && device.present() && filter.test(device)) {
      followed.put(device.id(), device);
      onPresent.accept(device);
    } else if (last != null) {
      onGone.accept(last);
    }
  }

  private static DeviceId idBefore(DeviceEvent event) {
    if (event instanceof Changed changed) {
      return changed.before().id();
    }
    return event instanceof Departed departed ? departed.before().id() : event.device().id();
  }
}
